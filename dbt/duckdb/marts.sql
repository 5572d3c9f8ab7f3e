-- Written by `make dbt-marts` out of the dbt package. Change that, not this file.
--
-- The package's models as views of DuckDB, without dbt: stg_lever__<stream> are the rows of each stream that are still
-- true, lever__... the marts. What they and their columns mean: docs/dbt.md and dbt/models.
--
-- No name in here has a schema: run the file in the schema that has the tables of the streams. Where that is not main,
-- say `use` of it before.
--
-- A stream that was not synced gets an empty table. The views are computed at each query: where that takes too long,
-- make a table of one with `create table ... as`.

create table if not exists users ("id" VARCHAR, "changed_at" TIMESTAMPTZ, "remote_deleted_at" TIMESTAMPTZ, "account_key" VARCHAR, "remote_id" VARCHAR, "remote_data" JSON, "first_name" VARCHAR, "last_name" VARCHAR, "full_name" VARCHAR, "remote_created_at" TIMESTAMPTZ, "email" VARCHAR, "username" VARCHAR, "status" VARCHAR, "deactivated_at" TIMESTAMPTZ, "remote_access_role" VARCHAR, "system_roles" JSON, "job_title" VARCHAR, "manager_id" VARCHAR, "photo_url" VARCHAR, "external_directory_id" VARCHAR, "linked_contact_ids" JSON, "integration_fields" JSON);
create table if not exists jobs ("id" VARCHAR, "changed_at" TIMESTAMPTZ, "remote_deleted_at" TIMESTAMPTZ, "account_key" VARCHAR, "remote_id" VARCHAR, "remote_data" JSON, "remote_created_at" TIMESTAMPTZ, "remote_updated_at" TIMESTAMPTZ, "remote_state" VARCHAR, "remote_distribution_channels" JSON, "name" VARCHAR, "job_code" VARCHAR, "requisition_codes" JSON, "description" VARCHAR, "description_sections" JSON, "tags" JSON, "confidential" BOOLEAN, "remote_confidentiality" VARCHAR, "status" VARCHAR, "visibility" VARCHAR, "employment_type" VARCHAR, "remote_commitment" VARCHAR, "department" VARCHAR, "department_id" VARCHAR, "team" VARCHAR, "team_id" VARCHAR, "experience_level" VARCHAR, "remote_work_status" VARCHAR, "remote_workplace_type" VARCHAR, "salary_amount" DOUBLE, "salary_amount_from" DOUBLE, "salary_amount_to" DOUBLE, "salary_currency" VARCHAR, "salary_period" VARCHAR, "remote_salary_interval" VARCHAR, "location" JSON, "locations" JSON, "office_ids" JSON, "post_url" VARCHAR, "remote_url" VARCHAR, "opened_at" TIMESTAMPTZ, "closed_at" TIMESTAMPTZ, "contact_id" VARCHAR, "owner_id" VARCHAR, "hiring_manager_id" VARCHAR, "creator_id" VARCHAR, "follower_ids" JSON, "hiring_team" JSON, "custom_fields" JSON, "integration_fields" JSON);
create table if not exists job_postings ("id" VARCHAR, "changed_at" TIMESTAMPTZ, "remote_deleted_at" TIMESTAMPTZ, "account_key" VARCHAR, "remote_id" VARCHAR, "remote_data" JSON, "remote_created_at" TIMESTAMPTZ, "remote_updated_at" TIMESTAMPTZ, "remote_state" VARCHAR, "remote_distribution_channels" JSON, "job_id" VARCHAR, "title" VARCHAR, "description_html" VARCHAR, "status" VARCHAR, "visibility" VARCHAR, "url" VARCHAR, "apply_url" VARCHAR);
create table if not exists job_hiring_team_members ("id" VARCHAR, "changed_at" TIMESTAMPTZ, "remote_deleted_at" TIMESTAMPTZ, "account_key" VARCHAR, "job_id" VARCHAR, "user_id" VARCHAR, "roles" JSON);
create table if not exists job_application_stages ("id" VARCHAR, "changed_at" TIMESTAMPTZ, "remote_deleted_at" TIMESTAMPTZ, "account_key" VARCHAR, "job_id" VARCHAR, "stage_id" VARCHAR, "index" BIGINT);
create table if not exists job_screening_questions ("id" VARCHAR, "changed_at" TIMESTAMPTZ, "remote_deleted_at" TIMESTAMPTZ, "account_key" VARCHAR, "job_id" VARCHAR, "question_id" VARCHAR, "index" BIGINT, "required" BOOLEAN, "precondition_question_id" VARCHAR, "precondition_options" JSON);
create table if not exists screening_questions ("id" VARCHAR, "changed_at" TIMESTAMPTZ, "remote_deleted_at" TIMESTAMPTZ, "account_key" VARCHAR, "remote_id" VARCHAR, "title" VARCHAR, "description" VARCHAR, "format" JSON, "remote_type" VARCHAR, "category" VARCHAR);
create table if not exists departments ("id" VARCHAR, "changed_at" TIMESTAMPTZ, "remote_deleted_at" TIMESTAMPTZ, "account_key" VARCHAR, "remote_id" VARCHAR, "name" VARCHAR, "type" VARCHAR, "parent_id" VARCHAR);
create table if not exists offices ("id" VARCHAR, "changed_at" TIMESTAMPTZ, "remote_deleted_at" TIMESTAMPTZ, "account_key" VARCHAR, "remote_id" VARCHAR, "name" VARCHAR, "location" JSON);
create table if not exists requisitions ("id" VARCHAR, "changed_at" TIMESTAMPTZ, "remote_deleted_at" TIMESTAMPTZ, "account_key" VARCHAR, "remote_id" VARCHAR, "remote_data" JSON, "remote_created_at" TIMESTAMPTZ, "remote_updated_at" TIMESTAMPTZ, "name" VARCHAR, "code" VARCHAR, "status" VARCHAR, "remote_status" VARCHAR, "confidential" BOOLEAN, "remote_confidentiality" VARCHAR, "headcount_total" BIGINT, "headcount_unlimited" BOOLEAN, "headcount_hired" BIGINT, "is_backfill" BOOLEAN, "internal_notes" VARCHAR, "creator_id" VARCHAR, "owner_id" VARCHAR, "hiring_manager_id" VARCHAR, "salary_amount_from" DOUBLE, "salary_amount_to" DOUBLE, "salary_currency" VARCHAR, "salary_period" VARCHAR, "remote_salary_interval" VARCHAR, "employment_type" VARCHAR, "remote_employment_status" VARCHAR, "department" VARCHAR, "department_id" VARCHAR, "team" VARCHAR, "team_id" VARCHAR, "location" JSON, "office_id" VARCHAR, "job_ids" JSON, "offer_ids" JSON, "approval_status" VARCHAR, "remote_approval_status" VARCHAR, "approval_started_at" TIMESTAMPTZ, "approved_at" TIMESTAMPTZ, "approval_steps" JSON, "time_to_fill_started_at" TIMESTAMPTZ, "time_to_fill_ended_at" TIMESTAMPTZ, "closed_at" TIMESTAMPTZ, "custom_fields" JSON);
create table if not exists requisition_jobs ("id" VARCHAR, "changed_at" TIMESTAMPTZ, "remote_deleted_at" TIMESTAMPTZ, "account_key" VARCHAR, "requisition_id" VARCHAR, "job_id" VARCHAR);
create table if not exists requisition_fields ("id" VARCHAR, "changed_at" TIMESTAMPTZ, "remote_deleted_at" TIMESTAMPTZ, "account_key" VARCHAR, "remote_id" VARCHAR, "remote_data" JSON, "name" VARCHAR, "type" VARCHAR, "remote_type" VARCHAR, "required" BOOLEAN, "options" JSON, "subfields" JSON);
create table if not exists candidates ("id" VARCHAR, "changed_at" TIMESTAMPTZ, "remote_deleted_at" TIMESTAMPTZ, "account_key" VARCHAR, "remote_id" VARCHAR, "remote_data" JSON, "first_name" VARCHAR, "last_name" VARCHAR, "full_name" VARCHAR, "title" VARCHAR, "email_addresses" JSON, "phone_numbers" JSON, "social_media" JSON, "links" JSON, "location" JSON, "is_anonymized" BOOLEAN, "remote_created_at" TIMESTAMPTZ, "remote_updated_at" TIMESTAMPTZ, "company" VARCHAR, "confidential" BOOLEAN, "remote_confidentiality" VARCHAR, "source" VARCHAR, "sources" JSON, "origin" VARCHAR, "remote_url" VARCHAR, "contact_id" VARCHAR, "contact_remote_id" VARCHAR, "last_activity_at" TIMESTAMPTZ, "application_ids" JSON, "stage_id" VARCHAR, "owner_id" VARCHAR, "sourced_by_id" VARCHAR, "follower_ids" JSON, "snoozed_until" TIMESTAMPTZ, "tags" JSON, "is_lead" BOOLEAN, "archived_at" TIMESTAMPTZ, "archive_reason_remote_id" VARCHAR, "archive_reason_name" VARCHAR, "rejection_reason_id" VARCHAR, "consent_store_allowed" BOOLEAN, "consent_store_expires_at" TIMESTAMPTZ, "consent_contact_allowed" BOOLEAN, "consent_contact_expires_at" TIMESTAMPTZ, "custom_fields" JSON, "integration_fields" JSON);
create table if not exists contacts ("id" VARCHAR, "changed_at" TIMESTAMPTZ, "remote_deleted_at" TIMESTAMPTZ, "account_key" VARCHAR, "first_name" VARCHAR, "last_name" VARCHAR, "full_name" VARCHAR, "title" VARCHAR, "email_addresses" JSON, "phone_numbers" JSON, "social_media" JSON, "links" JSON, "location" JSON, "is_anonymized" BOOLEAN, "remote_id" VARCHAR);
create table if not exists applications ("id" VARCHAR, "changed_at" TIMESTAMPTZ, "remote_deleted_at" TIMESTAMPTZ, "account_key" VARCHAR, "remote_id" VARCHAR, "remote_data" JSON, "remote_created_at" TIMESTAMPTZ, "remote_updated_at" TIMESTAMPTZ, "candidate_id" VARCHAR, "job_id" VARCHAR, "current_stage_id" VARCHAR, "stage" JSON, "outcome" VARCHAR, "archived_at" TIMESTAMPTZ, "hired_at" TIMESTAMPTZ, "rejected_at" TIMESTAMPTZ, "rejection_reason_id" VARCHAR, "rejection_reason_name" VARCHAR, "archive_reason_remote_id" VARCHAR, "archive_reason_name" VARCHAR, "remote_archive_reason_type" VARCHAR, "offer_id" VARCHAR, "screening_question_answers" JSON, "remote_url" VARCHAR, "remote_type" VARCHAR, "referrer_id" VARCHAR, "created_by_id" VARCHAR, "referral_id" VARCHAR, "posting_owner_id" VARCHAR, "hiring_manager_id" VARCHAR, "requisition_id" VARCHAR, "requisition_code" VARCHAR, "comments" VARCHAR, "custom_fields" JSON, "integration_fields" JSON);
create table if not exists candidate_tags ("id" VARCHAR, "changed_at" TIMESTAMPTZ, "remote_deleted_at" TIMESTAMPTZ, "account_key" VARCHAR, "candidate_id" VARCHAR, "tag_id" VARCHAR, "name" VARCHAR);
create table if not exists candidate_sources ("id" VARCHAR, "changed_at" TIMESTAMPTZ, "remote_deleted_at" TIMESTAMPTZ, "account_key" VARCHAR, "candidate_id" VARCHAR, "source_id" VARCHAR, "name" VARCHAR, "index" BIGINT);
create table if not exists application_stage_changes ("id" VARCHAR, "changed_at" TIMESTAMPTZ, "remote_deleted_at" TIMESTAMPTZ, "account_key" VARCHAR, "candidate_id" VARCHAR, "application_id" VARCHAR, "stage_id" VARCHAR, "stage_remote_id" VARCHAR, "stage_index" BIGINT, "user_id" VARCHAR, "entered_at" TIMESTAMPTZ, "left_at" TIMESTAMPTZ, "ended_at" TIMESTAMPTZ, "is_latest" BOOLEAN, "is_before_application" BOOLEAN);
create table if not exists interviews ("id" VARCHAR, "changed_at" TIMESTAMPTZ, "remote_deleted_at" TIMESTAMPTZ, "account_key" VARCHAR, "remote_id" VARCHAR, "remote_data" JSON, "remote_created_at" TIMESTAMPTZ, "candidate_id" VARCHAR, "application_id" VARCHAR, "job_ids" JSON, "stage_id" VARCHAR, "title" VARCHAR, "note" VARCHAR, "starting_at" TIMESTAMPTZ, "ending_at" TIMESTAMPTZ, "timezone" VARCHAR, "location" JSON, "video_conferencing_url" VARCHAR, "canceled" BOOLEAN, "canceled_at" TIMESTAMPTZ, "organizer_id" VARCHAR, "interviewer_ids" JSON, "panel_id" VARCHAR, "template_id" VARCHAR, "scorecard_ids" JSON, "feedback_reminder" VARCHAR, "external_event_url" VARCHAR, "integration_fields" JSON);
create table if not exists interview_team_members ("id" VARCHAR, "changed_at" TIMESTAMPTZ, "remote_deleted_at" TIMESTAMPTZ, "account_key" VARCHAR, "interview_id" VARCHAR, "user_id" VARCHAR, "template_id" VARCHAR);
create table if not exists interview_panels ("id" VARCHAR, "changed_at" TIMESTAMPTZ, "remote_deleted_at" TIMESTAMPTZ, "account_key" VARCHAR, "remote_id" VARCHAR, "remote_data" JSON, "candidate_id" VARCHAR, "application_id" VARCHAR, "job_id" VARCHAR, "remote_created_at" TIMESTAMPTZ, "note" VARCHAR, "starting_at" TIMESTAMPTZ, "ending_at" TIMESTAMPTZ, "timezone" VARCHAR, "canceled" BOOLEAN, "canceled_at" TIMESTAMPTZ, "stage_id" VARCHAR, "organizer_id" VARCHAR, "externally_managed" BOOLEAN, "external_url" VARCHAR, "feedback_reminder" VARCHAR, "interview_ids" JSON, "interviewers" JSON);
create table if not exists scorecards ("id" VARCHAR, "changed_at" TIMESTAMPTZ, "remote_deleted_at" TIMESTAMPTZ, "account_key" VARCHAR, "remote_id" VARCHAR, "remote_data" JSON, "candidate_id" VARCHAR, "application_id" VARCHAR, "job_id" VARCHAR, "remote_created_at" TIMESTAMPTZ, "remote_updated_at" TIMESTAMPTZ, "title" VARCHAR, "instructions" VARCHAR, "status" VARCHAR, "type" VARCHAR, "remote_type" VARCHAR, "interview_id" VARCHAR, "panel_id" VARCHAR, "author_id" VARCHAR, "template_id" VARCHAR, "overall_recommendation" VARCHAR, "remote_overall_rating" VARCHAR, "overall_score" BIGINT, "overall_score_max" BIGINT, "submitted_at" TIMESTAMPTZ);
create table if not exists scorecard_answers ("id" VARCHAR, "changed_at" TIMESTAMPTZ, "remote_deleted_at" TIMESTAMPTZ, "account_key" VARCHAR, "candidate_id" VARCHAR, "application_id" VARCHAR, "job_id" VARCHAR, "index" BIGINT, "skill_index" BIGINT, "question_remote_id" VARCHAR, "title" VARCHAR, "description" VARCHAR, "required" BOOLEAN, "section" VARCHAR, "type" VARCHAR, "remote_type" VARCHAR, "options" JSON, "answer_text" VARCHAR, "answer_number" DOUBLE, "answer_boolean" BOOLEAN, "answer_at" TIMESTAMPTZ, "answer_choices" JSON, "currency" VARCHAR, "score" BIGINT, "comment" VARCHAR, "answer" JSON, "scorecard_id" VARCHAR, "author_id" VARCHAR);
create table if not exists scorecard_templates ("id" VARCHAR, "changed_at" TIMESTAMPTZ, "remote_deleted_at" TIMESTAMPTZ, "account_key" VARCHAR, "remote_id" VARCHAR, "remote_data" JSON, "remote_created_at" TIMESTAMPTZ, "remote_updated_at" TIMESTAMPTZ, "name" VARCHAR, "instructions" VARCHAR, "group" JSON, "stage_id" VARCHAR, "questions" JSON);
create table if not exists offers ("id" VARCHAR, "changed_at" TIMESTAMPTZ, "remote_deleted_at" TIMESTAMPTZ, "account_key" VARCHAR, "remote_id" VARCHAR, "remote_data" JSON, "remote_created_at" TIMESTAMPTZ, "remote_updated_at" TIMESTAMPTZ, "candidate_id" VARCHAR, "application_id" VARCHAR, "job_id" VARCHAR, "status" VARCHAR, "remote_status" VARCHAR, "approved_at" TIMESTAMPTZ, "sent_at" TIMESTAMPTZ, "signed_at" TIMESTAMPTZ, "expires_at" TIMESTAMPTZ, "sent_document" JSON, "signed_document" JSON, "signers" JSON, "requisition_id" VARCHAR, "creator_id" VARCHAR, "employment_start_date" TIMESTAMPTZ, "salary_amount" DOUBLE, "salary_currency" VARCHAR, "salary_period" VARCHAR, "remote_salary_interval" VARCHAR, "custom_fields" JSON, "integration_fields" JSON);
create table if not exists notes ("id" VARCHAR, "changed_at" TIMESTAMPTZ, "remote_deleted_at" TIMESTAMPTZ, "account_key" VARCHAR, "remote_id" VARCHAR, "remote_data" JSON, "candidate_id" VARCHAR, "application_id" VARCHAR, "job_id" VARCHAR, "remote_created_at" TIMESTAMPTZ, "body" VARCHAR, "author_id" VARCHAR, "visibility" VARCHAR, "remote_secret" BOOLEAN, "stage_id" VARCHAR, "recommendation" VARCHAR, "score" BIGINT, "comments" JSON, "comment_count" BIGINT, "last_comment_at" TIMESTAMPTZ, "submitted_at" TIMESTAMPTZ);
create table if not exists attachments ("id" VARCHAR, "changed_at" TIMESTAMPTZ, "remote_deleted_at" TIMESTAMPTZ, "account_key" VARCHAR, "remote_id" VARCHAR, "remote_data" JSON, "candidate_id" VARCHAR, "application_id" VARCHAR, "job_id" VARCHAR, "remote_created_at" TIMESTAMPTZ, "type" VARCHAR, "remote_kind" VARCHAR, "file_name" VARCHAR, "extension" VARCHAR, "content_type" VARCHAR, "size_bytes" BIGINT, "status" VARCHAR, "remote_status" VARCHAR, "download_url" VARCHAR, "remote_download_url" VARCHAR, "uploaded_at" TIMESTAMPTZ, "has_parsed_data" BOOLEAN);
create table if not exists candidate_experiences ("id" VARCHAR, "changed_at" TIMESTAMPTZ, "remote_deleted_at" TIMESTAMPTZ, "account_key" VARCHAR, "candidate_id" VARCHAR, "application_id" VARCHAR, "job_id" VARCHAR, "start_year" BIGINT, "start_month" BIGINT, "end_year" BIGINT, "end_month" BIGINT, "is_current" BOOLEAN, "attachment_id" VARCHAR, "resume_created_at" TIMESTAMPTZ, "index" BIGINT, "company_name" VARCHAR, "title" VARCHAR, "summary" VARCHAR, "location" JSON);
create table if not exists candidate_educations ("id" VARCHAR, "changed_at" TIMESTAMPTZ, "remote_deleted_at" TIMESTAMPTZ, "account_key" VARCHAR, "candidate_id" VARCHAR, "application_id" VARCHAR, "job_id" VARCHAR, "start_year" BIGINT, "start_month" BIGINT, "end_year" BIGINT, "end_month" BIGINT, "is_current" BOOLEAN, "attachment_id" VARCHAR, "resume_created_at" TIMESTAMPTZ, "index" BIGINT, "school_name" VARCHAR, "degree" VARCHAR, "field_of_study" VARCHAR, "summary" VARCHAR);
create table if not exists referrals ("id" VARCHAR, "changed_at" TIMESTAMPTZ, "remote_deleted_at" TIMESTAMPTZ, "account_key" VARCHAR, "remote_id" VARCHAR, "remote_data" JSON, "candidate_id" VARCHAR, "application_id" VARCHAR, "job_id" VARCHAR, "remote_created_at" TIMESTAMPTZ, "title" VARCHAR, "instructions" VARCHAR, "referrer_id" VARCHAR, "referrer_name" VARCHAR, "relationship" VARCHAR, "comment" VARCHAR, "creator_id" VARCHAR, "template_remote_id" VARCHAR, "stage_id" VARCHAR, "submitted_at" TIMESTAMPTZ, "answers" JSON);
create table if not exists profile_forms ("id" VARCHAR, "changed_at" TIMESTAMPTZ, "remote_deleted_at" TIMESTAMPTZ, "account_key" VARCHAR, "remote_id" VARCHAR, "remote_data" JSON, "candidate_id" VARCHAR, "application_id" VARCHAR, "job_id" VARCHAR, "remote_created_at" TIMESTAMPTZ, "title" VARCHAR, "instructions" VARCHAR, "author_id" VARCHAR, "template_remote_id" VARCHAR, "stage_id" VARCHAR, "submitted_at" TIMESTAMPTZ);
create table if not exists profile_form_answers ("id" VARCHAR, "changed_at" TIMESTAMPTZ, "remote_deleted_at" TIMESTAMPTZ, "account_key" VARCHAR, "candidate_id" VARCHAR, "application_id" VARCHAR, "job_id" VARCHAR, "index" BIGINT, "skill_index" BIGINT, "question_remote_id" VARCHAR, "title" VARCHAR, "description" VARCHAR, "required" BOOLEAN, "section" VARCHAR, "type" VARCHAR, "remote_type" VARCHAR, "options" JSON, "answer_text" VARCHAR, "answer_number" DOUBLE, "answer_boolean" BOOLEAN, "answer_at" TIMESTAMPTZ, "answer_choices" JSON, "currency" VARCHAR, "score" BIGINT, "comment" VARCHAR, "answer" JSON, "profile_form_id" VARCHAR);
create table if not exists eeo_responses ("id" VARCHAR, "changed_at" TIMESTAMPTZ, "remote_deleted_at" TIMESTAMPTZ, "account_key" VARCHAR, "remote_id" VARCHAR, "remote_data" JSON, "application_id" VARCHAR, "candidate_id" VARCHAR, "job_id" VARCHAR, "contact_id" VARCHAR, "applied_at" TIMESTAMPTZ, "submitted_at" TIMESTAMPTZ, "gender" VARCHAR, "race" VARCHAR, "veteran_status" VARCHAR, "disability_status" VARCHAR, "remote_gender" VARCHAR, "remote_race" VARCHAR, "remote_veteran" VARCHAR, "remote_disability" VARCHAR, "disability_signed_on" VARCHAR, "remote_source" VARCHAR);
create table if not exists application_stages ("id" VARCHAR, "changed_at" TIMESTAMPTZ, "remote_deleted_at" TIMESTAMPTZ, "account_key" VARCHAR, "remote_id" VARCHAR, "remote_data" JSON, "name" VARCHAR, "global_index" BIGINT, "pipeline" VARCHAR, "has_interview" BOOLEAN, "status" VARCHAR);
create table if not exists rejection_reasons ("id" VARCHAR, "changed_at" TIMESTAMPTZ, "remote_deleted_at" TIMESTAMPTZ, "account_key" VARCHAR, "remote_id" VARCHAR, "remote_data" JSON, "name" VARCHAR, "status" VARCHAR, "remote_status" VARCHAR);
create table if not exists tags ("id" VARCHAR, "changed_at" TIMESTAMPTZ, "remote_deleted_at" TIMESTAMPTZ, "account_key" VARCHAR, "remote_id" VARCHAR, "remote_data" JSON, "name" VARCHAR);
create table if not exists sources ("id" VARCHAR, "changed_at" TIMESTAMPTZ, "remote_deleted_at" TIMESTAMPTZ, "account_key" VARCHAR, "remote_id" VARCHAR, "remote_data" JSON, "name" VARCHAR);

create or replace view stg_lever__application_stages as
select
    cast(stream_row.id as TEXT) as id,
    make_timestamp(epoch_us(stream_row.changed_at)) as changed_at,
    make_timestamp(epoch_us(stream_row.remote_deleted_at)) as remote_deleted_at,
    cast(stream_row.account_key as TEXT) as account_key,
    cast(stream_row.remote_id as TEXT) as remote_id,
    cast(stream_row.remote_data as json) as remote_data,
    cast(stream_row.name as TEXT) as name,
    cast(stream_row.global_index as bigint) as global_index,
    cast(stream_row.pipeline as TEXT) as pipeline,
    cast(stream_row.has_interview as boolean) as has_interview,
    cast(stream_row.status as TEXT) as status
from application_stages stream_row
where stream_row.remote_deleted_at is null;

create or replace view stg_lever__jobs as
select
    cast(stream_row.id as TEXT) as id,
    make_timestamp(epoch_us(stream_row.changed_at)) as changed_at,
    make_timestamp(epoch_us(stream_row.remote_deleted_at)) as remote_deleted_at,
    cast(stream_row.account_key as TEXT) as account_key,
    cast(stream_row.remote_id as TEXT) as remote_id,
    cast(stream_row.remote_data as json) as remote_data,
    make_timestamp(epoch_us(stream_row.remote_created_at)) as remote_created_at,
    make_timestamp(epoch_us(stream_row.remote_updated_at)) as remote_updated_at,
    cast(stream_row.remote_state as TEXT) as remote_state,
    cast(stream_row.remote_distribution_channels as json) as remote_distribution_channels,
    cast(stream_row.name as TEXT) as name,
    cast(stream_row.job_code as TEXT) as job_code,
    cast(stream_row.requisition_codes as json) as requisition_codes,
    cast(stream_row.description as TEXT) as description,
    cast(stream_row.description_sections as json) as description_sections,
    cast(stream_row.tags as json) as tags,
    cast(stream_row.confidential as boolean) as confidential,
    cast(stream_row.remote_confidentiality as TEXT) as remote_confidentiality,
    cast(stream_row.status as TEXT) as status,
    cast(stream_row.visibility as TEXT) as visibility,
    cast(stream_row.employment_type as TEXT) as employment_type,
    cast(stream_row.remote_commitment as TEXT) as remote_commitment,
    cast(stream_row.department as TEXT) as department,
    cast(stream_row.department_id as TEXT) as department_id,
    cast(stream_row.team as TEXT) as team,
    cast(stream_row.team_id as TEXT) as team_id,
    cast(stream_row.experience_level as TEXT) as experience_level,
    cast(stream_row.remote_work_status as TEXT) as remote_work_status,
    cast(stream_row.remote_workplace_type as TEXT) as remote_workplace_type,
    cast(stream_row.salary_amount as double) as salary_amount,
    cast(stream_row.salary_amount_from as double) as salary_amount_from,
    cast(stream_row.salary_amount_to as double) as salary_amount_to,
    cast(stream_row.salary_currency as TEXT) as salary_currency,
    cast(stream_row.salary_period as TEXT) as salary_period,
    cast(stream_row.remote_salary_interval as TEXT) as remote_salary_interval,
    cast(stream_row.location as json) as location,
    cast(stream_row.locations as json) as locations,
    cast(stream_row.office_ids as json) as office_ids,
    cast(stream_row.post_url as TEXT) as post_url,
    cast(stream_row.remote_url as TEXT) as remote_url,
    make_timestamp(epoch_us(stream_row.opened_at)) as opened_at,
    make_timestamp(epoch_us(stream_row.closed_at)) as closed_at,
    cast(stream_row.contact_id as TEXT) as contact_id,
    cast(stream_row.owner_id as TEXT) as owner_id,
    cast(stream_row.hiring_manager_id as TEXT) as hiring_manager_id,
    cast(stream_row.creator_id as TEXT) as creator_id,
    cast(stream_row.follower_ids as json) as follower_ids,
    cast(stream_row.hiring_team as json) as hiring_team,
    cast(stream_row.custom_fields as json) as custom_fields,
    cast(stream_row.integration_fields as json) as integration_fields
from jobs stream_row
where stream_row.remote_deleted_at is null;

create or replace view stg_lever__users as
select
    cast(stream_row.id as TEXT) as id,
    make_timestamp(epoch_us(stream_row.changed_at)) as changed_at,
    make_timestamp(epoch_us(stream_row.remote_deleted_at)) as remote_deleted_at,
    cast(stream_row.account_key as TEXT) as account_key,
    cast(stream_row.remote_id as TEXT) as remote_id,
    cast(stream_row.remote_data as json) as remote_data,
    cast(stream_row.first_name as TEXT) as first_name,
    cast(stream_row.last_name as TEXT) as last_name,
    cast(stream_row.full_name as TEXT) as full_name,
    make_timestamp(epoch_us(stream_row.remote_created_at)) as remote_created_at,
    cast(stream_row.email as TEXT) as email,
    cast(stream_row.username as TEXT) as username,
    cast(stream_row.status as TEXT) as status,
    make_timestamp(epoch_us(stream_row.deactivated_at)) as deactivated_at,
    cast(stream_row.remote_access_role as TEXT) as remote_access_role,
    cast(stream_row.system_roles as json) as system_roles,
    cast(stream_row.job_title as TEXT) as job_title,
    cast(stream_row.manager_id as TEXT) as manager_id,
    cast(stream_row.photo_url as TEXT) as photo_url,
    cast(stream_row.external_directory_id as TEXT) as external_directory_id,
    cast(stream_row.linked_contact_ids as json) as linked_contact_ids,
    cast(stream_row.integration_fields as json) as integration_fields
from users stream_row
where stream_row.remote_deleted_at is null;

create or replace view stg_lever__requisitions as
select
    cast(stream_row.id as TEXT) as id,
    make_timestamp(epoch_us(stream_row.changed_at)) as changed_at,
    make_timestamp(epoch_us(stream_row.remote_deleted_at)) as remote_deleted_at,
    cast(stream_row.account_key as TEXT) as account_key,
    cast(stream_row.remote_id as TEXT) as remote_id,
    cast(stream_row.remote_data as json) as remote_data,
    make_timestamp(epoch_us(stream_row.remote_created_at)) as remote_created_at,
    make_timestamp(epoch_us(stream_row.remote_updated_at)) as remote_updated_at,
    cast(stream_row.name as TEXT) as name,
    cast(stream_row.code as TEXT) as code,
    cast(stream_row.status as TEXT) as status,
    cast(stream_row.remote_status as TEXT) as remote_status,
    cast(stream_row.confidential as boolean) as confidential,
    cast(stream_row.remote_confidentiality as TEXT) as remote_confidentiality,
    cast(stream_row.headcount_total as bigint) as headcount_total,
    cast(stream_row.headcount_unlimited as boolean) as headcount_unlimited,
    cast(stream_row.headcount_hired as bigint) as headcount_hired,
    cast(stream_row.is_backfill as boolean) as is_backfill,
    cast(stream_row.internal_notes as TEXT) as internal_notes,
    cast(stream_row.creator_id as TEXT) as creator_id,
    cast(stream_row.owner_id as TEXT) as owner_id,
    cast(stream_row.hiring_manager_id as TEXT) as hiring_manager_id,
    cast(stream_row.salary_amount_from as double) as salary_amount_from,
    cast(stream_row.salary_amount_to as double) as salary_amount_to,
    cast(stream_row.salary_currency as TEXT) as salary_currency,
    cast(stream_row.salary_period as TEXT) as salary_period,
    cast(stream_row.remote_salary_interval as TEXT) as remote_salary_interval,
    cast(stream_row.employment_type as TEXT) as employment_type,
    cast(stream_row.remote_employment_status as TEXT) as remote_employment_status,
    cast(stream_row.department as TEXT) as department,
    cast(stream_row.department_id as TEXT) as department_id,
    cast(stream_row.team as TEXT) as team,
    cast(stream_row.team_id as TEXT) as team_id,
    cast(stream_row.location as json) as location,
    cast(stream_row.office_id as TEXT) as office_id,
    cast(stream_row.job_ids as json) as job_ids,
    cast(stream_row.offer_ids as json) as offer_ids,
    cast(stream_row.approval_status as TEXT) as approval_status,
    cast(stream_row.remote_approval_status as TEXT) as remote_approval_status,
    make_timestamp(epoch_us(stream_row.approval_started_at)) as approval_started_at,
    make_timestamp(epoch_us(stream_row.approved_at)) as approved_at,
    cast(stream_row.approval_steps as json) as approval_steps,
    make_timestamp(epoch_us(stream_row.time_to_fill_started_at)) as time_to_fill_started_at,
    make_timestamp(epoch_us(stream_row.time_to_fill_ended_at)) as time_to_fill_ended_at,
    make_timestamp(epoch_us(stream_row.closed_at)) as closed_at,
    cast(stream_row.custom_fields as json) as custom_fields
from requisitions stream_row
where stream_row.remote_deleted_at is null;

create or replace view stg_lever__candidates as
select
    cast(stream_row.id as TEXT) as id,
    make_timestamp(epoch_us(stream_row.changed_at)) as changed_at,
    make_timestamp(epoch_us(stream_row.remote_deleted_at)) as remote_deleted_at,
    cast(stream_row.account_key as TEXT) as account_key,
    cast(stream_row.remote_id as TEXT) as remote_id,
    cast(stream_row.remote_data as json) as remote_data,
    cast(stream_row.first_name as TEXT) as first_name,
    cast(stream_row.last_name as TEXT) as last_name,
    cast(stream_row.full_name as TEXT) as full_name,
    cast(stream_row.title as TEXT) as title,
    cast(stream_row.email_addresses as json) as email_addresses,
    cast(stream_row.phone_numbers as json) as phone_numbers,
    cast(stream_row.social_media as json) as social_media,
    cast(stream_row.links as json) as links,
    cast(stream_row.location as json) as location,
    cast(stream_row.is_anonymized as boolean) as is_anonymized,
    make_timestamp(epoch_us(stream_row.remote_created_at)) as remote_created_at,
    make_timestamp(epoch_us(stream_row.remote_updated_at)) as remote_updated_at,
    cast(stream_row.company as TEXT) as company,
    cast(stream_row.confidential as boolean) as confidential,
    cast(stream_row.remote_confidentiality as TEXT) as remote_confidentiality,
    cast(stream_row.source as TEXT) as source,
    cast(stream_row.sources as json) as sources,
    cast(stream_row.origin as TEXT) as origin,
    cast(stream_row.remote_url as TEXT) as remote_url,
    cast(stream_row.contact_id as TEXT) as contact_id,
    cast(stream_row.contact_remote_id as TEXT) as contact_remote_id,
    make_timestamp(epoch_us(stream_row.last_activity_at)) as last_activity_at,
    cast(stream_row.application_ids as json) as application_ids,
    cast(stream_row.stage_id as TEXT) as stage_id,
    cast(stream_row.owner_id as TEXT) as owner_id,
    cast(stream_row.sourced_by_id as TEXT) as sourced_by_id,
    cast(stream_row.follower_ids as json) as follower_ids,
    make_timestamp(epoch_us(stream_row.snoozed_until)) as snoozed_until,
    cast(stream_row.tags as json) as tags,
    cast(stream_row.is_lead as boolean) as is_lead,
    make_timestamp(epoch_us(stream_row.archived_at)) as archived_at,
    cast(stream_row.archive_reason_remote_id as TEXT) as archive_reason_remote_id,
    cast(stream_row.archive_reason_name as TEXT) as archive_reason_name,
    cast(stream_row.rejection_reason_id as TEXT) as rejection_reason_id,
    cast(stream_row.consent_store_allowed as boolean) as consent_store_allowed,
    make_timestamp(epoch_us(stream_row.consent_store_expires_at)) as consent_store_expires_at,
    cast(stream_row.consent_contact_allowed as boolean) as consent_contact_allowed,
    make_timestamp(epoch_us(stream_row.consent_contact_expires_at)) as consent_contact_expires_at,
    cast(stream_row.custom_fields as json) as custom_fields,
    cast(stream_row.integration_fields as json) as integration_fields
from candidates stream_row
where stream_row.remote_deleted_at is null;

create or replace view stg_lever__requisition_jobs as
select
    cast(stream_row.id as TEXT) as id,
    make_timestamp(epoch_us(stream_row.changed_at)) as changed_at,
    make_timestamp(epoch_us(stream_row.remote_deleted_at)) as remote_deleted_at,
    cast(stream_row.account_key as TEXT) as account_key,
    cast(stream_row.requisition_id as TEXT) as requisition_id,
    cast(stream_row.job_id as TEXT) as job_id
from requisition_jobs stream_row
where stream_row.remote_deleted_at is null;

create or replace view stg_lever__departments as
select
    cast(stream_row.id as TEXT) as id,
    make_timestamp(epoch_us(stream_row.changed_at)) as changed_at,
    make_timestamp(epoch_us(stream_row.remote_deleted_at)) as remote_deleted_at,
    cast(stream_row.account_key as TEXT) as account_key,
    cast(stream_row.remote_id as TEXT) as remote_id,
    cast(stream_row.name as TEXT) as name,
    cast(stream_row.type as TEXT) as type,
    cast(stream_row.parent_id as TEXT) as parent_id
from departments stream_row
where stream_row.remote_deleted_at is null;

create or replace view stg_lever__offices as
select
    cast(stream_row.id as TEXT) as id,
    make_timestamp(epoch_us(stream_row.changed_at)) as changed_at,
    make_timestamp(epoch_us(stream_row.remote_deleted_at)) as remote_deleted_at,
    cast(stream_row.account_key as TEXT) as account_key,
    cast(stream_row.remote_id as TEXT) as remote_id,
    cast(stream_row.name as TEXT) as name,
    cast(stream_row.location as json) as location
from offices stream_row
where stream_row.remote_deleted_at is null;

create or replace view stg_lever__rejection_reasons as
select
    cast(stream_row.id as TEXT) as id,
    make_timestamp(epoch_us(stream_row.changed_at)) as changed_at,
    make_timestamp(epoch_us(stream_row.remote_deleted_at)) as remote_deleted_at,
    cast(stream_row.account_key as TEXT) as account_key,
    cast(stream_row.remote_id as TEXT) as remote_id,
    cast(stream_row.remote_data as json) as remote_data,
    cast(stream_row.name as TEXT) as name,
    cast(stream_row.status as TEXT) as status,
    cast(stream_row.remote_status as TEXT) as remote_status
from rejection_reasons stream_row
where stream_row.remote_deleted_at is null;

create or replace view stg_lever__requisition_fields as
select
    cast(stream_row.id as TEXT) as id,
    make_timestamp(epoch_us(stream_row.changed_at)) as changed_at,
    make_timestamp(epoch_us(stream_row.remote_deleted_at)) as remote_deleted_at,
    cast(stream_row.account_key as TEXT) as account_key,
    cast(stream_row.remote_id as TEXT) as remote_id,
    cast(stream_row.remote_data as json) as remote_data,
    cast(stream_row.name as TEXT) as name,
    cast(stream_row.type as TEXT) as type,
    cast(stream_row.remote_type as TEXT) as remote_type,
    cast(stream_row.required as boolean) as required,
    cast(stream_row.options as json) as options,
    cast(stream_row.subfields as json) as subfields
from requisition_fields stream_row
where stream_row.remote_deleted_at is null;

create or replace view stg_lever__scorecard_templates as
select
    cast(stream_row.id as TEXT) as id,
    make_timestamp(epoch_us(stream_row.changed_at)) as changed_at,
    make_timestamp(epoch_us(stream_row.remote_deleted_at)) as remote_deleted_at,
    cast(stream_row.account_key as TEXT) as account_key,
    cast(stream_row.remote_id as TEXT) as remote_id,
    cast(stream_row.remote_data as json) as remote_data,
    make_timestamp(epoch_us(stream_row.remote_created_at)) as remote_created_at,
    make_timestamp(epoch_us(stream_row.remote_updated_at)) as remote_updated_at,
    cast(stream_row.name as TEXT) as name,
    cast(stream_row.instructions as TEXT) as instructions,
    cast(stream_row."group" as json) as "group",
    cast(stream_row.stage_id as TEXT) as stage_id,
    cast(stream_row.questions as json) as questions
from scorecard_templates stream_row
where stream_row.remote_deleted_at is null;

create or replace view stg_lever__sources as
select
    cast(stream_row.id as TEXT) as id,
    make_timestamp(epoch_us(stream_row.changed_at)) as changed_at,
    make_timestamp(epoch_us(stream_row.remote_deleted_at)) as remote_deleted_at,
    cast(stream_row.account_key as TEXT) as account_key,
    cast(stream_row.remote_id as TEXT) as remote_id,
    cast(stream_row.remote_data as json) as remote_data,
    cast(stream_row.name as TEXT) as name
from sources stream_row
where stream_row.remote_deleted_at is null;

create or replace view stg_lever__tags as
select
    cast(stream_row.id as TEXT) as id,
    make_timestamp(epoch_us(stream_row.changed_at)) as changed_at,
    make_timestamp(epoch_us(stream_row.remote_deleted_at)) as remote_deleted_at,
    cast(stream_row.account_key as TEXT) as account_key,
    cast(stream_row.remote_id as TEXT) as remote_id,
    cast(stream_row.remote_data as json) as remote_data,
    cast(stream_row.name as TEXT) as name
from tags stream_row
where stream_row.remote_deleted_at is null;

create or replace view stg_lever__job_application_stages as
select
    cast(stream_row.id as TEXT) as id,
    make_timestamp(epoch_us(stream_row.changed_at)) as changed_at,
    make_timestamp(epoch_us(stream_row.remote_deleted_at)) as remote_deleted_at,
    cast(stream_row.account_key as TEXT) as account_key,
    cast(stream_row.job_id as TEXT) as job_id,
    cast(stream_row.stage_id as TEXT) as stage_id,
    cast(stream_row.index as bigint) as index
from job_application_stages stream_row
join stg_lever__jobs parent
    on parent.id = cast(stream_row.job_id as TEXT)
    and make_timestamp(epoch_us(stream_row.changed_at)) >= parent.changed_at
where stream_row.remote_deleted_at is null;

create or replace view stg_lever__job_hiring_team_members as
select
    cast(stream_row.id as TEXT) as id,
    make_timestamp(epoch_us(stream_row.changed_at)) as changed_at,
    make_timestamp(epoch_us(stream_row.remote_deleted_at)) as remote_deleted_at,
    cast(stream_row.account_key as TEXT) as account_key,
    cast(stream_row.job_id as TEXT) as job_id,
    cast(stream_row.user_id as TEXT) as user_id,
    cast(stream_row.roles as json) as roles
from job_hiring_team_members stream_row
join stg_lever__jobs parent
    on parent.id = cast(stream_row.job_id as TEXT)
    and make_timestamp(epoch_us(stream_row.changed_at)) >= parent.changed_at
where stream_row.remote_deleted_at is null;

create or replace view stg_lever__job_postings as
select
    cast(stream_row.id as TEXT) as id,
    make_timestamp(epoch_us(stream_row.changed_at)) as changed_at,
    make_timestamp(epoch_us(stream_row.remote_deleted_at)) as remote_deleted_at,
    cast(stream_row.account_key as TEXT) as account_key,
    cast(stream_row.remote_id as TEXT) as remote_id,
    cast(stream_row.remote_data as json) as remote_data,
    make_timestamp(epoch_us(stream_row.remote_created_at)) as remote_created_at,
    make_timestamp(epoch_us(stream_row.remote_updated_at)) as remote_updated_at,
    cast(stream_row.remote_state as TEXT) as remote_state,
    cast(stream_row.remote_distribution_channels as json) as remote_distribution_channels,
    cast(stream_row.job_id as TEXT) as job_id,
    cast(stream_row.title as TEXT) as title,
    cast(stream_row.description_html as TEXT) as description_html,
    cast(stream_row.status as TEXT) as status,
    cast(stream_row.visibility as TEXT) as visibility,
    cast(stream_row.url as TEXT) as url,
    cast(stream_row.apply_url as TEXT) as apply_url
from job_postings stream_row
join stg_lever__jobs parent
    on parent.id = cast(stream_row.job_id as TEXT)
    and make_timestamp(epoch_us(stream_row.changed_at)) >= parent.changed_at
where stream_row.remote_deleted_at is null;

create or replace view stg_lever__job_screening_questions as
select
    cast(stream_row.id as TEXT) as id,
    make_timestamp(epoch_us(stream_row.changed_at)) as changed_at,
    make_timestamp(epoch_us(stream_row.remote_deleted_at)) as remote_deleted_at,
    cast(stream_row.account_key as TEXT) as account_key,
    cast(stream_row.job_id as TEXT) as job_id,
    cast(stream_row.question_id as TEXT) as question_id,
    cast(stream_row.index as bigint) as index,
    cast(stream_row.required as boolean) as required,
    cast(stream_row.precondition_question_id as TEXT) as precondition_question_id,
    cast(stream_row.precondition_options as json) as precondition_options
from job_screening_questions stream_row
join stg_lever__jobs parent
    on parent.id = cast(stream_row.job_id as TEXT)
    and make_timestamp(epoch_us(stream_row.changed_at)) >= parent.changed_at
where stream_row.remote_deleted_at is null;

create or replace view stg_lever__application_stage_changes as
select
    cast(stream_row.id as TEXT) as id,
    make_timestamp(epoch_us(stream_row.changed_at)) as changed_at,
    make_timestamp(epoch_us(stream_row.remote_deleted_at)) as remote_deleted_at,
    cast(stream_row.account_key as TEXT) as account_key,
    cast(stream_row.candidate_id as TEXT) as candidate_id,
    cast(stream_row.application_id as TEXT) as application_id,
    cast(stream_row.stage_id as TEXT) as stage_id,
    cast(stream_row.stage_remote_id as TEXT) as stage_remote_id,
    cast(stream_row.stage_index as bigint) as stage_index,
    cast(stream_row.user_id as TEXT) as user_id,
    make_timestamp(epoch_us(stream_row.entered_at)) as entered_at,
    make_timestamp(epoch_us(stream_row.left_at)) as left_at,
    make_timestamp(epoch_us(stream_row.ended_at)) as ended_at,
    cast(stream_row.is_latest as boolean) as is_latest,
    cast(stream_row.is_before_application as boolean) as is_before_application
from application_stage_changes stream_row
join stg_lever__candidates parent
    on parent.id = cast(stream_row.candidate_id as TEXT)
    and make_timestamp(epoch_us(stream_row.changed_at)) >= parent.changed_at
where stream_row.remote_deleted_at is null;

create or replace view stg_lever__applications as
select
    cast(stream_row.id as TEXT) as id,
    make_timestamp(epoch_us(stream_row.changed_at)) as changed_at,
    make_timestamp(epoch_us(stream_row.remote_deleted_at)) as remote_deleted_at,
    cast(stream_row.account_key as TEXT) as account_key,
    cast(stream_row.remote_id as TEXT) as remote_id,
    cast(stream_row.remote_data as json) as remote_data,
    make_timestamp(epoch_us(stream_row.remote_created_at)) as remote_created_at,
    make_timestamp(epoch_us(stream_row.remote_updated_at)) as remote_updated_at,
    cast(stream_row.candidate_id as TEXT) as candidate_id,
    cast(stream_row.job_id as TEXT) as job_id,
    cast(stream_row.current_stage_id as TEXT) as current_stage_id,
    cast(stream_row.stage as json) as stage,
    cast(stream_row.outcome as TEXT) as outcome,
    make_timestamp(epoch_us(stream_row.archived_at)) as archived_at,
    make_timestamp(epoch_us(stream_row.hired_at)) as hired_at,
    make_timestamp(epoch_us(stream_row.rejected_at)) as rejected_at,
    cast(stream_row.rejection_reason_id as TEXT) as rejection_reason_id,
    cast(stream_row.rejection_reason_name as TEXT) as rejection_reason_name,
    cast(stream_row.archive_reason_remote_id as TEXT) as archive_reason_remote_id,
    cast(stream_row.archive_reason_name as TEXT) as archive_reason_name,
    cast(stream_row.remote_archive_reason_type as TEXT) as remote_archive_reason_type,
    cast(stream_row.offer_id as TEXT) as offer_id,
    cast(stream_row.screening_question_answers as json) as screening_question_answers,
    cast(stream_row.remote_url as TEXT) as remote_url,
    cast(stream_row.remote_type as TEXT) as remote_type,
    cast(stream_row.referrer_id as TEXT) as referrer_id,
    cast(stream_row.created_by_id as TEXT) as created_by_id,
    cast(stream_row.referral_id as TEXT) as referral_id,
    cast(stream_row.posting_owner_id as TEXT) as posting_owner_id,
    cast(stream_row.hiring_manager_id as TEXT) as hiring_manager_id,
    cast(stream_row.requisition_id as TEXT) as requisition_id,
    cast(stream_row.requisition_code as TEXT) as requisition_code,
    cast(stream_row.comments as TEXT) as comments,
    cast(stream_row.custom_fields as json) as custom_fields,
    cast(stream_row.integration_fields as json) as integration_fields
from applications stream_row
join stg_lever__candidates parent
    on parent.id = cast(stream_row.candidate_id as TEXT)
    and make_timestamp(epoch_us(stream_row.changed_at)) >= parent.changed_at
where stream_row.remote_deleted_at is null;

create or replace view stg_lever__attachments as
select
    cast(stream_row.id as TEXT) as id,
    make_timestamp(epoch_us(stream_row.changed_at)) as changed_at,
    make_timestamp(epoch_us(stream_row.remote_deleted_at)) as remote_deleted_at,
    cast(stream_row.account_key as TEXT) as account_key,
    cast(stream_row.remote_id as TEXT) as remote_id,
    cast(stream_row.remote_data as json) as remote_data,
    cast(stream_row.candidate_id as TEXT) as candidate_id,
    cast(stream_row.application_id as TEXT) as application_id,
    cast(stream_row.job_id as TEXT) as job_id,
    make_timestamp(epoch_us(stream_row.remote_created_at)) as remote_created_at,
    cast(stream_row.type as TEXT) as type,
    cast(stream_row.remote_kind as TEXT) as remote_kind,
    cast(stream_row.file_name as TEXT) as file_name,
    cast(stream_row.extension as TEXT) as extension,
    cast(stream_row.content_type as TEXT) as content_type,
    cast(stream_row.size_bytes as bigint) as size_bytes,
    cast(stream_row.status as TEXT) as status,
    cast(stream_row.remote_status as TEXT) as remote_status,
    cast(stream_row.download_url as TEXT) as download_url,
    cast(stream_row.remote_download_url as TEXT) as remote_download_url,
    make_timestamp(epoch_us(stream_row.uploaded_at)) as uploaded_at,
    cast(stream_row.has_parsed_data as boolean) as has_parsed_data
from attachments stream_row
join stg_lever__candidates parent
    on parent.id = cast(stream_row.candidate_id as TEXT)
    and make_timestamp(epoch_us(stream_row.changed_at)) >= parent.changed_at
where stream_row.remote_deleted_at is null;

create or replace view stg_lever__candidate_educations as
select
    cast(stream_row.id as TEXT) as id,
    make_timestamp(epoch_us(stream_row.changed_at)) as changed_at,
    make_timestamp(epoch_us(stream_row.remote_deleted_at)) as remote_deleted_at,
    cast(stream_row.account_key as TEXT) as account_key,
    cast(stream_row.candidate_id as TEXT) as candidate_id,
    cast(stream_row.application_id as TEXT) as application_id,
    cast(stream_row.job_id as TEXT) as job_id,
    cast(stream_row.start_year as bigint) as start_year,
    cast(stream_row.start_month as bigint) as start_month,
    cast(stream_row.end_year as bigint) as end_year,
    cast(stream_row.end_month as bigint) as end_month,
    cast(stream_row.is_current as boolean) as is_current,
    cast(stream_row.attachment_id as TEXT) as attachment_id,
    make_timestamp(epoch_us(stream_row.resume_created_at)) as resume_created_at,
    cast(stream_row.index as bigint) as index,
    cast(stream_row.school_name as TEXT) as school_name,
    cast(stream_row.degree as TEXT) as degree,
    cast(stream_row.field_of_study as TEXT) as field_of_study,
    cast(stream_row.summary as TEXT) as summary
from candidate_educations stream_row
join stg_lever__candidates parent
    on parent.id = cast(stream_row.candidate_id as TEXT)
    and make_timestamp(epoch_us(stream_row.changed_at)) >= parent.changed_at
where stream_row.remote_deleted_at is null;

create or replace view stg_lever__candidate_experiences as
select
    cast(stream_row.id as TEXT) as id,
    make_timestamp(epoch_us(stream_row.changed_at)) as changed_at,
    make_timestamp(epoch_us(stream_row.remote_deleted_at)) as remote_deleted_at,
    cast(stream_row.account_key as TEXT) as account_key,
    cast(stream_row.candidate_id as TEXT) as candidate_id,
    cast(stream_row.application_id as TEXT) as application_id,
    cast(stream_row.job_id as TEXT) as job_id,
    cast(stream_row.start_year as bigint) as start_year,
    cast(stream_row.start_month as bigint) as start_month,
    cast(stream_row.end_year as bigint) as end_year,
    cast(stream_row.end_month as bigint) as end_month,
    cast(stream_row.is_current as boolean) as is_current,
    cast(stream_row.attachment_id as TEXT) as attachment_id,
    make_timestamp(epoch_us(stream_row.resume_created_at)) as resume_created_at,
    cast(stream_row.index as bigint) as index,
    cast(stream_row.company_name as TEXT) as company_name,
    cast(stream_row.title as TEXT) as title,
    cast(stream_row.summary as TEXT) as summary,
    cast(stream_row.location as json) as location
from candidate_experiences stream_row
join stg_lever__candidates parent
    on parent.id = cast(stream_row.candidate_id as TEXT)
    and make_timestamp(epoch_us(stream_row.changed_at)) >= parent.changed_at
where stream_row.remote_deleted_at is null;

create or replace view stg_lever__candidate_sources as
select
    cast(stream_row.id as TEXT) as id,
    make_timestamp(epoch_us(stream_row.changed_at)) as changed_at,
    make_timestamp(epoch_us(stream_row.remote_deleted_at)) as remote_deleted_at,
    cast(stream_row.account_key as TEXT) as account_key,
    cast(stream_row.candidate_id as TEXT) as candidate_id,
    cast(stream_row.source_id as TEXT) as source_id,
    cast(stream_row.name as TEXT) as name,
    cast(stream_row.index as bigint) as index
from candidate_sources stream_row
join stg_lever__candidates parent
    on parent.id = cast(stream_row.candidate_id as TEXT)
    and make_timestamp(epoch_us(stream_row.changed_at)) >= parent.changed_at
where stream_row.remote_deleted_at is null;

create or replace view stg_lever__candidate_tags as
select
    cast(stream_row.id as TEXT) as id,
    make_timestamp(epoch_us(stream_row.changed_at)) as changed_at,
    make_timestamp(epoch_us(stream_row.remote_deleted_at)) as remote_deleted_at,
    cast(stream_row.account_key as TEXT) as account_key,
    cast(stream_row.candidate_id as TEXT) as candidate_id,
    cast(stream_row.tag_id as TEXT) as tag_id,
    cast(stream_row.name as TEXT) as name
from candidate_tags stream_row
join stg_lever__candidates parent
    on parent.id = cast(stream_row.candidate_id as TEXT)
    and make_timestamp(epoch_us(stream_row.changed_at)) >= parent.changed_at
where stream_row.remote_deleted_at is null;

create or replace view stg_lever__contacts as
select
    cast(stream_row.id as TEXT) as id,
    make_timestamp(epoch_us(stream_row.changed_at)) as changed_at,
    make_timestamp(epoch_us(stream_row.remote_deleted_at)) as remote_deleted_at,
    cast(stream_row.account_key as TEXT) as account_key,
    cast(stream_row.first_name as TEXT) as first_name,
    cast(stream_row.last_name as TEXT) as last_name,
    cast(stream_row.full_name as TEXT) as full_name,
    cast(stream_row.title as TEXT) as title,
    cast(stream_row.email_addresses as json) as email_addresses,
    cast(stream_row.phone_numbers as json) as phone_numbers,
    cast(stream_row.social_media as json) as social_media,
    cast(stream_row.links as json) as links,
    cast(stream_row.location as json) as location,
    cast(stream_row.is_anonymized as boolean) as is_anonymized,
    cast(stream_row.remote_id as TEXT) as remote_id
from contacts stream_row
where stream_row.remote_deleted_at is null
    and cast(stream_row.id as TEXT) in (
        select contact_id from stg_lever__candidates where contact_id is not null
    );

create or replace view stg_lever__interview_panels as
select
    cast(stream_row.id as TEXT) as id,
    make_timestamp(epoch_us(stream_row.changed_at)) as changed_at,
    make_timestamp(epoch_us(stream_row.remote_deleted_at)) as remote_deleted_at,
    cast(stream_row.account_key as TEXT) as account_key,
    cast(stream_row.remote_id as TEXT) as remote_id,
    cast(stream_row.remote_data as json) as remote_data,
    cast(stream_row.candidate_id as TEXT) as candidate_id,
    cast(stream_row.application_id as TEXT) as application_id,
    cast(stream_row.job_id as TEXT) as job_id,
    make_timestamp(epoch_us(stream_row.remote_created_at)) as remote_created_at,
    cast(stream_row.note as TEXT) as note,
    make_timestamp(epoch_us(stream_row.starting_at)) as starting_at,
    make_timestamp(epoch_us(stream_row.ending_at)) as ending_at,
    cast(stream_row.timezone as TEXT) as timezone,
    cast(stream_row.canceled as boolean) as canceled,
    make_timestamp(epoch_us(stream_row.canceled_at)) as canceled_at,
    cast(stream_row.stage_id as TEXT) as stage_id,
    cast(stream_row.organizer_id as TEXT) as organizer_id,
    cast(stream_row.externally_managed as boolean) as externally_managed,
    cast(stream_row.external_url as TEXT) as external_url,
    cast(stream_row.feedback_reminder as TEXT) as feedback_reminder,
    cast(stream_row.interview_ids as json) as interview_ids,
    cast(stream_row.interviewers as json) as interviewers
from interview_panels stream_row
join stg_lever__candidates parent
    on parent.id = cast(stream_row.candidate_id as TEXT)
    and make_timestamp(epoch_us(stream_row.changed_at)) >= parent.changed_at
where stream_row.remote_deleted_at is null;

create or replace view stg_lever__interviews as
select
    cast(stream_row.id as TEXT) as id,
    make_timestamp(epoch_us(stream_row.changed_at)) as changed_at,
    make_timestamp(epoch_us(stream_row.remote_deleted_at)) as remote_deleted_at,
    cast(stream_row.account_key as TEXT) as account_key,
    cast(stream_row.remote_id as TEXT) as remote_id,
    cast(stream_row.remote_data as json) as remote_data,
    make_timestamp(epoch_us(stream_row.remote_created_at)) as remote_created_at,
    cast(stream_row.candidate_id as TEXT) as candidate_id,
    cast(stream_row.application_id as TEXT) as application_id,
    cast(stream_row.job_ids as json) as job_ids,
    cast(stream_row.stage_id as TEXT) as stage_id,
    cast(stream_row.title as TEXT) as title,
    cast(stream_row.note as TEXT) as note,
    make_timestamp(epoch_us(stream_row.starting_at)) as starting_at,
    make_timestamp(epoch_us(stream_row.ending_at)) as ending_at,
    cast(stream_row.timezone as TEXT) as timezone,
    cast(stream_row.location as json) as location,
    cast(stream_row.video_conferencing_url as TEXT) as video_conferencing_url,
    cast(stream_row.canceled as boolean) as canceled,
    make_timestamp(epoch_us(stream_row.canceled_at)) as canceled_at,
    cast(stream_row.organizer_id as TEXT) as organizer_id,
    cast(stream_row.interviewer_ids as json) as interviewer_ids,
    cast(stream_row.panel_id as TEXT) as panel_id,
    cast(stream_row.template_id as TEXT) as template_id,
    cast(stream_row.scorecard_ids as json) as scorecard_ids,
    cast(stream_row.feedback_reminder as TEXT) as feedback_reminder,
    cast(stream_row.external_event_url as TEXT) as external_event_url,
    cast(stream_row.integration_fields as json) as integration_fields
from interviews stream_row
join stg_lever__candidates parent
    on parent.id = cast(stream_row.candidate_id as TEXT)
    and make_timestamp(epoch_us(stream_row.changed_at)) >= parent.changed_at
where stream_row.remote_deleted_at is null;

create or replace view stg_lever__notes as
select
    cast(stream_row.id as TEXT) as id,
    make_timestamp(epoch_us(stream_row.changed_at)) as changed_at,
    make_timestamp(epoch_us(stream_row.remote_deleted_at)) as remote_deleted_at,
    cast(stream_row.account_key as TEXT) as account_key,
    cast(stream_row.remote_id as TEXT) as remote_id,
    cast(stream_row.remote_data as json) as remote_data,
    cast(stream_row.candidate_id as TEXT) as candidate_id,
    cast(stream_row.application_id as TEXT) as application_id,
    cast(stream_row.job_id as TEXT) as job_id,
    make_timestamp(epoch_us(stream_row.remote_created_at)) as remote_created_at,
    cast(stream_row.body as TEXT) as body,
    cast(stream_row.author_id as TEXT) as author_id,
    cast(stream_row.visibility as TEXT) as visibility,
    cast(stream_row.remote_secret as boolean) as remote_secret,
    cast(stream_row.stage_id as TEXT) as stage_id,
    cast(stream_row.recommendation as TEXT) as recommendation,
    cast(stream_row.score as bigint) as score,
    cast(stream_row.comments as json) as comments,
    cast(stream_row.comment_count as bigint) as comment_count,
    make_timestamp(epoch_us(stream_row.last_comment_at)) as last_comment_at,
    make_timestamp(epoch_us(stream_row.submitted_at)) as submitted_at
from notes stream_row
join stg_lever__candidates parent
    on parent.id = cast(stream_row.candidate_id as TEXT)
    and make_timestamp(epoch_us(stream_row.changed_at)) >= parent.changed_at
where stream_row.remote_deleted_at is null;

create or replace view stg_lever__offers as
select
    cast(stream_row.id as TEXT) as id,
    make_timestamp(epoch_us(stream_row.changed_at)) as changed_at,
    make_timestamp(epoch_us(stream_row.remote_deleted_at)) as remote_deleted_at,
    cast(stream_row.account_key as TEXT) as account_key,
    cast(stream_row.remote_id as TEXT) as remote_id,
    cast(stream_row.remote_data as json) as remote_data,
    make_timestamp(epoch_us(stream_row.remote_created_at)) as remote_created_at,
    make_timestamp(epoch_us(stream_row.remote_updated_at)) as remote_updated_at,
    cast(stream_row.candidate_id as TEXT) as candidate_id,
    cast(stream_row.application_id as TEXT) as application_id,
    cast(stream_row.job_id as TEXT) as job_id,
    cast(stream_row.status as TEXT) as status,
    cast(stream_row.remote_status as TEXT) as remote_status,
    make_timestamp(epoch_us(stream_row.approved_at)) as approved_at,
    make_timestamp(epoch_us(stream_row.sent_at)) as sent_at,
    make_timestamp(epoch_us(stream_row.signed_at)) as signed_at,
    make_timestamp(epoch_us(stream_row.expires_at)) as expires_at,
    cast(stream_row.sent_document as json) as sent_document,
    cast(stream_row.signed_document as json) as signed_document,
    cast(stream_row.signers as json) as signers,
    cast(stream_row.requisition_id as TEXT) as requisition_id,
    cast(stream_row.creator_id as TEXT) as creator_id,
    make_timestamp(epoch_us(stream_row.employment_start_date)) as employment_start_date,
    cast(stream_row.salary_amount as double) as salary_amount,
    cast(stream_row.salary_currency as TEXT) as salary_currency,
    cast(stream_row.salary_period as TEXT) as salary_period,
    cast(stream_row.remote_salary_interval as TEXT) as remote_salary_interval,
    cast(stream_row.custom_fields as json) as custom_fields,
    cast(stream_row.integration_fields as json) as integration_fields
from offers stream_row
join stg_lever__candidates parent
    on parent.id = cast(stream_row.candidate_id as TEXT)
    and make_timestamp(epoch_us(stream_row.changed_at)) >= parent.changed_at
where stream_row.remote_deleted_at is null;

create or replace view stg_lever__profile_forms as
select
    cast(stream_row.id as TEXT) as id,
    make_timestamp(epoch_us(stream_row.changed_at)) as changed_at,
    make_timestamp(epoch_us(stream_row.remote_deleted_at)) as remote_deleted_at,
    cast(stream_row.account_key as TEXT) as account_key,
    cast(stream_row.remote_id as TEXT) as remote_id,
    cast(stream_row.remote_data as json) as remote_data,
    cast(stream_row.candidate_id as TEXT) as candidate_id,
    cast(stream_row.application_id as TEXT) as application_id,
    cast(stream_row.job_id as TEXT) as job_id,
    make_timestamp(epoch_us(stream_row.remote_created_at)) as remote_created_at,
    cast(stream_row.title as TEXT) as title,
    cast(stream_row.instructions as TEXT) as instructions,
    cast(stream_row.author_id as TEXT) as author_id,
    cast(stream_row.template_remote_id as TEXT) as template_remote_id,
    cast(stream_row.stage_id as TEXT) as stage_id,
    make_timestamp(epoch_us(stream_row.submitted_at)) as submitted_at
from profile_forms stream_row
join stg_lever__candidates parent
    on parent.id = cast(stream_row.candidate_id as TEXT)
    and make_timestamp(epoch_us(stream_row.changed_at)) >= parent.changed_at
where stream_row.remote_deleted_at is null;

create or replace view stg_lever__referrals as
select
    cast(stream_row.id as TEXT) as id,
    make_timestamp(epoch_us(stream_row.changed_at)) as changed_at,
    make_timestamp(epoch_us(stream_row.remote_deleted_at)) as remote_deleted_at,
    cast(stream_row.account_key as TEXT) as account_key,
    cast(stream_row.remote_id as TEXT) as remote_id,
    cast(stream_row.remote_data as json) as remote_data,
    cast(stream_row.candidate_id as TEXT) as candidate_id,
    cast(stream_row.application_id as TEXT) as application_id,
    cast(stream_row.job_id as TEXT) as job_id,
    make_timestamp(epoch_us(stream_row.remote_created_at)) as remote_created_at,
    cast(stream_row.title as TEXT) as title,
    cast(stream_row.instructions as TEXT) as instructions,
    cast(stream_row.referrer_id as TEXT) as referrer_id,
    cast(stream_row.referrer_name as TEXT) as referrer_name,
    cast(stream_row.relationship as TEXT) as relationship,
    cast(stream_row.comment as TEXT) as comment,
    cast(stream_row.creator_id as TEXT) as creator_id,
    cast(stream_row.template_remote_id as TEXT) as template_remote_id,
    cast(stream_row.stage_id as TEXT) as stage_id,
    make_timestamp(epoch_us(stream_row.submitted_at)) as submitted_at,
    cast(stream_row.answers as json) as answers
from referrals stream_row
join stg_lever__candidates parent
    on parent.id = cast(stream_row.candidate_id as TEXT)
    and make_timestamp(epoch_us(stream_row.changed_at)) >= parent.changed_at
where stream_row.remote_deleted_at is null;

create or replace view stg_lever__scorecards as
select
    cast(stream_row.id as TEXT) as id,
    make_timestamp(epoch_us(stream_row.changed_at)) as changed_at,
    make_timestamp(epoch_us(stream_row.remote_deleted_at)) as remote_deleted_at,
    cast(stream_row.account_key as TEXT) as account_key,
    cast(stream_row.remote_id as TEXT) as remote_id,
    cast(stream_row.remote_data as json) as remote_data,
    cast(stream_row.candidate_id as TEXT) as candidate_id,
    cast(stream_row.application_id as TEXT) as application_id,
    cast(stream_row.job_id as TEXT) as job_id,
    make_timestamp(epoch_us(stream_row.remote_created_at)) as remote_created_at,
    make_timestamp(epoch_us(stream_row.remote_updated_at)) as remote_updated_at,
    cast(stream_row.title as TEXT) as title,
    cast(stream_row.instructions as TEXT) as instructions,
    cast(stream_row.status as TEXT) as status,
    cast(stream_row.type as TEXT) as type,
    cast(stream_row.remote_type as TEXT) as remote_type,
    cast(stream_row.interview_id as TEXT) as interview_id,
    cast(stream_row.panel_id as TEXT) as panel_id,
    cast(stream_row.author_id as TEXT) as author_id,
    cast(stream_row.template_id as TEXT) as template_id,
    cast(stream_row.overall_recommendation as TEXT) as overall_recommendation,
    cast(stream_row.remote_overall_rating as TEXT) as remote_overall_rating,
    cast(stream_row.overall_score as bigint) as overall_score,
    cast(stream_row.overall_score_max as bigint) as overall_score_max,
    make_timestamp(epoch_us(stream_row.submitted_at)) as submitted_at
from scorecards stream_row
join stg_lever__candidates parent
    on parent.id = cast(stream_row.candidate_id as TEXT)
    and make_timestamp(epoch_us(stream_row.changed_at)) >= parent.changed_at
where stream_row.remote_deleted_at is null;

create or replace view stg_lever__screening_questions as
select
    cast(stream_row.id as TEXT) as id,
    make_timestamp(epoch_us(stream_row.changed_at)) as changed_at,
    make_timestamp(epoch_us(stream_row.remote_deleted_at)) as remote_deleted_at,
    cast(stream_row.account_key as TEXT) as account_key,
    cast(stream_row.remote_id as TEXT) as remote_id,
    cast(stream_row.title as TEXT) as title,
    cast(stream_row.description as TEXT) as description,
    cast(stream_row.format as json) as format,
    cast(stream_row.remote_type as TEXT) as remote_type,
    cast(stream_row.category as TEXT) as category
from screening_questions stream_row
where stream_row.remote_deleted_at is null
    and cast(stream_row.id as TEXT) in (
        select question_id from stg_lever__job_screening_questions where question_id is not null
    );

create or replace view lever__requisition_enhanced as
with postings as (
    select requisition_id, count(distinct job_id) as count_postings
    from stg_lever__requisition_jobs
    group by requisition_id
),

named_offers as (
    select
        requisitions.id as requisition_id,
        (item.value ->> '$') as offer_id
    from stg_lever__requisitions requisitions cross join unnest(cast(requisitions.offer_ids as json[])) with ordinality as item(value, place)
),

offers as (
    select requisition_id, count(distinct offer_id) as count_offers
    from named_offers
    group by requisition_id
),

hires as (
    select requisition_id, count(*) as count_hires, min(hired_at) as first_hired_at, max(hired_at) as last_hired_at
    from stg_lever__applications
    where outcome = 'HIRED' and requisition_id is not null
    group by requisition_id
)

select
    coalesce(requisitions.account_key, '') as source_relation,
    requisitions.account_key,
    requisitions.id as requisition_id,
    requisitions.remote_id as requisition_remote_id,
    requisitions.code as requisition_code,
    requisitions.name as job_title,
    requisitions.department as job_department,
    requisitions.team as job_team,
    (requisitions.location ->> 'raw') as job_location,
    requisitions.remote_status as status,
    requisitions.status as unified_status,
    requisitions.approval_status,
    requisitions.confidential as is_confidential,
    requisitions.is_backfill,
    requisitions.remote_employment_status as employment_status,
    requisitions.headcount_total as headcount_total_allotted,
    requisitions.headcount_unlimited as headcount_infinite,
    requisitions.headcount_hired,
    case
        when not requisitions.headcount_unlimited then requisitions.headcount_total - coalesce(requisitions.headcount_hired, 0)
    end as headcount_open,
    requisitions.salary_amount_from as compensation_band_min,
    requisitions.salary_amount_to as compensation_band_max,
    requisitions.salary_currency as compensation_band_currency,
    requisitions.remote_salary_interval as compensation_band_interval,
    requisitions.internal_notes,
    requisitions.remote_created_at as created_at,
    requisitions.remote_updated_at as updated_at,
    requisitions.approved_at,
    requisitions.closed_at,
    requisitions.time_to_fill_started_at,
    requisitions.time_to_fill_ended_at,
    round(cast(
        (date_diff('second', requisitions.time_to_fill_started_at::timestamp, requisitions.time_to_fill_ended_at::timestamp ))
     as numeric(28,6)) / 86400, 2) as days_to_fill,
    requisitions.creator_id as creator_user_id,
    creators.full_name as creator_name,
    requisitions.owner_id as owner_user_id,
    owners.full_name as requisition_owner_name,
    requisitions.hiring_manager_id as hiring_manager_user_id,
    hiring_managers.full_name as hiring_manager_name,
    coalesce(postings.count_postings, 0) as count_postings,
    postings.requisition_id is not null as has_posting,
    coalesce(offers.count_offers, 0) as count_offers,
    offers.requisition_id is not null as has_offer,
    coalesce(hires.count_hires, 0) as count_hires,
    hires.first_hired_at,
    hires.last_hired_at
from stg_lever__requisitions requisitions
left join postings on postings.requisition_id = requisitions.id
left join offers on offers.requisition_id = requisitions.id
left join hires on hires.requisition_id = requisitions.id
left join stg_lever__users creators on creators.id = requisitions.creator_id
left join stg_lever__users owners on owners.id = requisitions.owner_id
left join stg_lever__users hiring_managers on hiring_managers.id = requisitions.hiring_manager_id;

create or replace view stg_lever__eeo_responses as
select
    cast(stream_row.id as TEXT) as id,
    make_timestamp(epoch_us(stream_row.changed_at)) as changed_at,
    make_timestamp(epoch_us(stream_row.remote_deleted_at)) as remote_deleted_at,
    cast(stream_row.account_key as TEXT) as account_key,
    cast(stream_row.remote_id as TEXT) as remote_id,
    cast(stream_row.remote_data as json) as remote_data,
    cast(stream_row.application_id as TEXT) as application_id,
    cast(stream_row.candidate_id as TEXT) as candidate_id,
    cast(stream_row.job_id as TEXT) as job_id,
    cast(stream_row.contact_id as TEXT) as contact_id,
    make_timestamp(epoch_us(stream_row.applied_at)) as applied_at,
    make_timestamp(epoch_us(stream_row.submitted_at)) as submitted_at,
    cast(stream_row.gender as TEXT) as gender,
    cast(stream_row.race as TEXT) as race,
    cast(stream_row.veteran_status as TEXT) as veteran_status,
    cast(stream_row.disability_status as TEXT) as disability_status,
    cast(stream_row.remote_gender as TEXT) as remote_gender,
    cast(stream_row.remote_race as TEXT) as remote_race,
    cast(stream_row.remote_veteran as TEXT) as remote_veteran,
    cast(stream_row.remote_disability as TEXT) as remote_disability,
    cast(stream_row.disability_signed_on as TEXT) as disability_signed_on,
    cast(stream_row.remote_source as TEXT) as remote_source
from eeo_responses stream_row
where stream_row.remote_deleted_at is null
    and cast(stream_row.application_id as TEXT) in (
        select id from stg_lever__applications
    );

create or replace view stg_lever__interview_team_members as
select
    cast(stream_row.id as TEXT) as id,
    make_timestamp(epoch_us(stream_row.changed_at)) as changed_at,
    make_timestamp(epoch_us(stream_row.remote_deleted_at)) as remote_deleted_at,
    cast(stream_row.account_key as TEXT) as account_key,
    cast(stream_row.interview_id as TEXT) as interview_id,
    cast(stream_row.user_id as TEXT) as user_id,
    cast(stream_row.template_id as TEXT) as template_id
from interview_team_members stream_row
join stg_lever__interviews parent
    on parent.id = cast(stream_row.interview_id as TEXT)
    and make_timestamp(epoch_us(stream_row.changed_at)) >= parent.changed_at
where stream_row.remote_deleted_at is null;

create or replace view stg_lever__profile_form_answers as
select
    cast(stream_row.id as TEXT) as id,
    make_timestamp(epoch_us(stream_row.changed_at)) as changed_at,
    make_timestamp(epoch_us(stream_row.remote_deleted_at)) as remote_deleted_at,
    cast(stream_row.account_key as TEXT) as account_key,
    cast(stream_row.candidate_id as TEXT) as candidate_id,
    cast(stream_row.application_id as TEXT) as application_id,
    cast(stream_row.job_id as TEXT) as job_id,
    cast(stream_row.index as bigint) as index,
    cast(stream_row.skill_index as bigint) as skill_index,
    cast(stream_row.question_remote_id as TEXT) as question_remote_id,
    cast(stream_row.title as TEXT) as title,
    cast(stream_row.description as TEXT) as description,
    cast(stream_row.required as boolean) as required,
    cast(stream_row.section as TEXT) as section,
    cast(stream_row.type as TEXT) as type,
    cast(stream_row.remote_type as TEXT) as remote_type,
    cast(stream_row.options as json) as options,
    cast(stream_row.answer_text as TEXT) as answer_text,
    cast(stream_row.answer_number as double) as answer_number,
    cast(stream_row.answer_boolean as boolean) as answer_boolean,
    make_timestamp(epoch_us(stream_row.answer_at)) as answer_at,
    cast(stream_row.answer_choices as json) as answer_choices,
    cast(stream_row.currency as TEXT) as currency,
    cast(stream_row.score as bigint) as score,
    cast(stream_row.comment as TEXT) as comment,
    stream_row.answer as answer,
    cast(stream_row.profile_form_id as TEXT) as profile_form_id
from profile_form_answers stream_row
join stg_lever__profile_forms parent
    on parent.id = cast(stream_row.profile_form_id as TEXT)
    and make_timestamp(epoch_us(stream_row.changed_at)) >= parent.changed_at
where stream_row.remote_deleted_at is null;

create or replace view stg_lever__scorecard_answers as
select
    cast(stream_row.id as TEXT) as id,
    make_timestamp(epoch_us(stream_row.changed_at)) as changed_at,
    make_timestamp(epoch_us(stream_row.remote_deleted_at)) as remote_deleted_at,
    cast(stream_row.account_key as TEXT) as account_key,
    cast(stream_row.candidate_id as TEXT) as candidate_id,
    cast(stream_row.application_id as TEXT) as application_id,
    cast(stream_row.job_id as TEXT) as job_id,
    cast(stream_row.index as bigint) as index,
    cast(stream_row.skill_index as bigint) as skill_index,
    cast(stream_row.question_remote_id as TEXT) as question_remote_id,
    cast(stream_row.title as TEXT) as title,
    cast(stream_row.description as TEXT) as description,
    cast(stream_row.required as boolean) as required,
    cast(stream_row.section as TEXT) as section,
    cast(stream_row.type as TEXT) as type,
    cast(stream_row.remote_type as TEXT) as remote_type,
    cast(stream_row.options as json) as options,
    cast(stream_row.answer_text as TEXT) as answer_text,
    cast(stream_row.answer_number as double) as answer_number,
    cast(stream_row.answer_boolean as boolean) as answer_boolean,
    make_timestamp(epoch_us(stream_row.answer_at)) as answer_at,
    cast(stream_row.answer_choices as json) as answer_choices,
    cast(stream_row.currency as TEXT) as currency,
    cast(stream_row.score as bigint) as score,
    cast(stream_row.comment as TEXT) as comment,
    stream_row.answer as answer,
    cast(stream_row.scorecard_id as TEXT) as scorecard_id,
    cast(stream_row.author_id as TEXT) as author_id
from scorecard_answers stream_row
join stg_lever__scorecards parent
    on parent.id = cast(stream_row.scorecard_id as TEXT)
    and make_timestamp(epoch_us(stream_row.changed_at)) >= parent.changed_at
where stream_row.remote_deleted_at is null;

create or replace view lever__interviewer_load as
with interviews as (
    select
        interviews.account_key,
        interviews.id,
        interviews.candidate_id,
        members.user_id,
        cast(date_trunc('week', interviews.starting_at) as date) as week,
        interviews.canceled_at is not null as is_canceled,
        interviews.starting_at > make_timestamp(epoch_us(now())) as is_ahead,
        round(cast(
        (date_diff('second', interviews.starting_at::timestamp, interviews.ending_at::timestamp ))
     as numeric(28,6)) / 3600, 2) as hours
    from stg_lever__interviews interviews
    join stg_lever__interview_team_members members on members.interview_id = interviews.id
    where interviews.starting_at is not null and members.user_id is not null
),

forms as (
    select
        interview_id,
        author_id,
        count(*) as count_forms,
        sum(case when submitted_at is not null then 1 else 0 end) as count_submitted
    from stg_lever__scorecards
    where interview_id is not null
    group by interview_id, author_id
)

select
    interviews.account_key,
    interviews.user_id || ' ' ||
    cast(interviews.week as TEXT)
 as interviewer_week_id,
    interviews.user_id as interviewer_user_id,
    users.full_name as interviewer_name,
    users.email as interviewer_email,
    users.status as interviewer_status,
    interviews.week,
    sum(case when not interviews.is_canceled and not interviews.is_ahead then 1 else 0 end) as count_interviews,
    sum(case when not interviews.is_canceled and interviews.is_ahead then 1 else 0 end) as count_interviews_ahead,
    sum(case when interviews.is_canceled then 1 else 0 end) as count_interviews_canceled,
    count(distinct case when not interviews.is_canceled then interviews.candidate_id end) as count_interviewees,
    sum(case when not interviews.is_canceled and not interviews.is_ahead then coalesce(interviews.hours, 0) else 0 end) as interview_hours,
    sum(case when not interviews.is_canceled and interviews.is_ahead then coalesce(interviews.hours, 0) else 0 end) as interview_hours_ahead,
    sum(case when not interviews.is_canceled then coalesce(forms.count_forms, 0) else 0 end) as count_feedback_forms,
    sum(case when not interviews.is_canceled then coalesce(forms.count_submitted, 0) else 0 end) as count_feedback_submitted
from interviews
left join forms on forms.interview_id = interviews.id and forms.author_id = interviews.user_id
left join stg_lever__users users on users.id = interviews.user_id
group by
    interviews.account_key,
    interviews.user_id,
    users.full_name,
    users.email,
    users.status,
    interviews.week;

create or replace view lever__opportunity_enhanced as
with newest_applications as (
    -- Lever knows one per opportunity. Were there more, the newest would be the one that goes on.
    select
        *,
        row_number() over (partition by candidate_id order by remote_created_at desc, id) as newest_first
    from stg_lever__applications
),

first_applications as (
    select job_id, min(remote_created_at) as sent_at
    from stg_lever__applications
    group by job_id
),

latest_stays as (
    select candidate_id, entered_at, ended_at
    from stg_lever__application_stage_changes
    where is_latest
),

ordered_sources as (
    select candidate_id,
    string_agg(
        name,
        ', '
        order by index
        ) as joined
    from stg_lever__candidate_sources
    where name is not null
    group by candidate_id
),

ordered_tags as (
    select candidate_id,
    string_agg(
        name,
        ', '
        order by name
        ) as joined
    from stg_lever__candidate_tags
    where name is not null
    group by candidate_id
),

emails as (

    select id,
    string_agg(
        item_text,
        ', '
        order by item_position
        ) as joined
    from (
        select
            holder.id,
            (item.value ->> 'email_address') as item_text,
            item.place as item_position
        from stg_lever__candidates holder cross join unnest(cast(holder.email_addresses as json[])) with ordinality as item(value, place)
    ) items
    where item_text is not null
    group by id

),

phones as (

    select id,
    string_agg(
        item_text,
        ', '
        order by item_position
        ) as joined
    from (
        select
            holder.id,
            (item.value ->> 'phone_number') as item_text,
            item.place as item_position
        from stg_lever__candidates holder cross join unnest(cast(holder.phone_numbers as json[])) with ordinality as item(value, place)
    ) items
    where item_text is not null
    group by id

),

profile_links as (

    select
        id,
        max(case when network = 'LINKEDIN' then link end) as linkedin_link,
        max(case when network = 'GITHUB' then link end) as github_link
    from (
        select
            id,
            network,
            link,
            row_number() over (partition by id, network order by item_position) as rank_in_network
        from (
            select
                holder.id,
                (item.value ->> 'type') as network,
                (item.value ->> 'link') as link,
                item.place as item_position
            from stg_lever__candidates holder cross join unnest(cast(holder.social_media as json[])) with ordinality as item(value, place)
        ) items
    ) ordered
    where rank_in_network = 1
    group by id

),

resumes as (
    select
        candidate_id,
        download_url,
        row_number() over (
            partition by candidate_id order by coalesce(remote_created_at, uploaded_at) desc, id
        ) as newest_first
    from stg_lever__attachments
    where type = 'RESUME' and download_url is not null
),

newest_offers as (
    select
        candidate_id,
        remote_status,
        status,
        row_number() over (partition by candidate_id order by remote_created_at desc, id) as newest_first
    from stg_lever__offers
),

interviews as (
    select
        interviews.candidate_id,
        count(distinct interviews.id) as count_interviews,
        count(distinct members.user_id) as count_interviewers,
        min(interviews.starting_at) as first_interview_scheduled_at,
        max(interviews.starting_at) as latest_interview_scheduled_at,
        max(case when members.user_id = applications.hiring_manager_id then 1 else 0 end) as with_hiring_manager
    from stg_lever__interviews interviews
    left join stg_lever__interview_team_members members on members.interview_id = interviews.id
    left join newest_applications applications
        on applications.candidate_id = interviews.candidate_id and applications.newest_first = 1
    where interviews.canceled_at is null
    group by interviews.candidate_id
)

select
    coalesce(candidates.account_key, '') as source_relation,
    candidates.account_key,
    candidates.id as opportunity_id,
    candidates.remote_id as opportunity_remote_id,
    candidates.remote_url as opportunity_url,

    case
        when candidates.archived_at is null then 'ACTIVE'
        when applications.outcome = 'HIRED' then 'HIRED'
        else 'ARCHIVED'
    end as status,
    candidates.is_lead,
    candidates.archived_at,
    candidates.rejection_reason_id as archived_reason_id,
    candidates.archive_reason_remote_id as archived_reason_remote_id,
    candidates.archive_reason_name as archive_reason,
    candidates.contact_id,
    candidates.contact_remote_id,
    candidates.full_name as contact_name,
    candidates.title as contact_headline,
    (candidates.location ->> 'raw') as contact_location,
    emails.joined as emails,
    phones.joined as phones,
    profile_links.linkedin_link,
    profile_links.github_link,
    candidates.remote_created_at as created_at,
    candidates.remote_updated_at as updated_at,
    latest_stays.entered_at as last_advanced_at,
    candidates.last_activity_at as last_interaction_at,
    candidates.snoozed_until,
    candidates.is_anonymized,
    candidates.consent_contact_allowed as is_data_protection_contact_allowed,
    candidates.consent_contact_expires_at as data_protection_contact_expires_at,
    candidates.consent_store_allowed as is_data_protection_store_allowed,
    candidates.consent_store_expires_at as data_protection_store_expires_at,
    candidates.origin,
    candidates.source as first_source,
    ordered_sources.joined as sources,
    ordered_tags.joined as tags,
    candidates.owner_id as owner_user_id,
    owners.full_name as opportunity_owner_name,
    candidates.stage_id,
    stages.name as current_stage,
    stages.global_index as current_stage_position,
    round(cast(
        (date_diff('second', latest_stays.entered_at::timestamp, coalesce(latest_stays.ended_at, case when candidates.archived_at is null then make_timestamp(epoch_us(now())) else latest_stays.entered_at end)::timestamp ))
     as numeric(28,6)) / 86400, 2) as days_in_current_stage,
    applications.id as application_id,
    applications.remote_type as application_type,
    applications.outcome,
    applications.hired_at,
    applications.rejected_at,
    applications.comments,
    candidates.company,
    applications.posting_owner_id as posting_owner_user_id,
    applications.hiring_manager_id as posting_hiring_manager_user_id,
    hiring_managers.full_name as hiring_manager_name,
    applications.referrer_id as referrer_user_id,
    referrers.full_name as referrer_name,
    applications.requisition_id,
    applications.requisition_code,
    resumes.download_url as resume_download_url,
    applications.job_id as posting_id,
    jobs.name as job_title,
    jobs.remote_commitment as job_commitment,
    jobs.department as job_department,
    jobs.experience_level as job_level,
    (jobs.location ->> 'raw') as job_location,
    jobs.team as job_team,
    jobs.remote_state as current_state_of_job_posting,

        (date_diff('day', first_applications.sent_at::timestamp, candidates.remote_created_at::timestamp ))
     as opp_created_n_days_after_first_app,
    newest_offers.candidate_id is not null as has_offer,
    newest_offers.remote_status as current_offer_status,
    newest_offers.status as current_offer_unified_status,
    coalesce(interviews.count_interviews, 0) as count_interviews,
    coalesce(interviews.count_interviewers, 0) as count_interviewers,
    interviews.first_interview_scheduled_at,
    interviews.latest_interview_scheduled_at,
    coalesce(interviews.with_hiring_manager, 0) = 1 as has_interviewed_w_hiring_manager
from stg_lever__candidates candidates
left join newest_applications applications
    on applications.candidate_id = candidates.id and applications.newest_first = 1
left join stg_lever__jobs jobs on jobs.id = applications.job_id
left join first_applications on first_applications.job_id = applications.job_id
left join stg_lever__application_stages stages on stages.id = candidates.stage_id
left join stg_lever__users owners on owners.id = candidates.owner_id
left join stg_lever__users referrers on referrers.id = applications.referrer_id
left join stg_lever__users hiring_managers on hiring_managers.id = applications.hiring_manager_id
left join latest_stays on latest_stays.candidate_id = candidates.id
left join ordered_sources on ordered_sources.candidate_id = candidates.id
left join ordered_tags on ordered_tags.candidate_id = candidates.id
left join emails on emails.id = candidates.id
left join phones on phones.id = candidates.id
left join profile_links on profile_links.id = candidates.id
left join resumes on resumes.candidate_id = candidates.id and resumes.newest_first = 1
left join newest_offers on newest_offers.candidate_id = candidates.id and newest_offers.newest_first = 1
left join interviews on interviews.candidate_id = candidates.id;

create or replace view lever__application_enhanced as
with steps as (
    select
        changes.application_id,
        changes.entered_at,
        stages.name as stage,
        stages.global_index as stage_position,
        stages.pipeline
    from stg_lever__application_stage_changes changes
    join stg_lever__application_stages stages on stages.id = changes.stage_id
    where changes.application_id is not null
),

furthest_steps as (
    select
        application_id,
        stage,
        stage_position,
        row_number() over (partition by application_id order by stage_position desc, entered_at) as furthest_first
    from steps
),

first_offers as (
    select
        application_id,
        min(remote_created_at) as created_at,
        min(sent_at) as sent_at,
        count(*) as count_offers
    from stg_lever__offers
    where application_id is not null
    group by application_id
),

interviews as (
    select application_id, count(*) as count_interviews, min(starting_at) as first_starting_at
    from stg_lever__interviews
    where canceled_at is null and application_id is not null
    group by application_id
)

select
    applications.account_key,
    applications.id as application_id,
    applications.remote_id as application_remote_id,
    applications.remote_url as application_url,
    applications.candidate_id as opportunity_id,
    opportunities.status as opportunity_status,
    opportunities.contact_id,
    opportunities.contact_name,
    opportunities.origin,
    opportunities.first_source,
    opportunities.sources,
    opportunities.owner_user_id,
    opportunities.opportunity_owner_name,
    applications.remote_type as application_type,
    applications.outcome,
    applications.remote_created_at as created_at,
    applications.archived_at,
    applications.hired_at,
    applications.rejected_at,
    applications.rejection_reason_id,
    applications.rejection_reason_name as rejection_reason,
    applications.archive_reason_name as archive_reason,
    applications.current_stage_id as stage_id,
    stages.name as current_stage,
    stages.global_index as current_stage_position,
    furthest_steps.stage as furthest_stage,
    furthest_steps.stage_position as furthest_stage_position,
    coalesce(interviews.count_interviews, 0) as count_interviews,
    interviews.first_starting_at as first_interview_at,
    coalesce(first_offers.count_offers, 0) as count_offers,
    first_offers.count_offers is not null as has_offer,
    first_offers.created_at as first_offer_created_at,
    first_offers.sent_at as first_offer_sent_at,
    round(cast(
        (date_diff('second', applications.remote_created_at::timestamp, interviews.first_starting_at::timestamp ))
     as numeric(28,6)) / 86400, 2) as days_to_first_interview,
    round(cast(
        (date_diff('second', applications.remote_created_at::timestamp, first_offers.created_at::timestamp ))
     as numeric(28,6)) / 86400, 2) as days_to_first_offer,
    round(cast(
        (date_diff('second', applications.remote_created_at::timestamp, applications.hired_at::timestamp ))
     as numeric(28,6)) / 86400, 2) as days_to_hire,
    round(cast(
        (date_diff('second', applications.remote_created_at::timestamp, applications.rejected_at::timestamp ))
     as numeric(28,6)) / 86400, 2) as days_to_rejection,
    round(cast(
        (date_diff('second', applications.remote_created_at::timestamp, coalesce(applications.archived_at, make_timestamp(epoch_us(now())))::timestamp ))
     as numeric(28,6)) / 86400, 2) as days_open,
    applications.job_id as posting_id,
    jobs.name as job_title,
    jobs.department as job_department,
    jobs.team as job_team,
    (jobs.location ->> 'raw') as job_location,
    applications.posting_owner_id as posting_owner_user_id,
    posting_owners.full_name as posting_owner_name,
    applications.hiring_manager_id as hiring_manager_user_id,
    hiring_managers.full_name as hiring_manager_name,
    applications.referrer_id as referrer_user_id,
    referrers.full_name as referrer_name,
    applications.requisition_id,
    applications.requisition_code
from stg_lever__applications applications
left join lever__opportunity_enhanced opportunities
    on opportunities.opportunity_id = applications.candidate_id
left join stg_lever__jobs jobs on jobs.id = applications.job_id
left join stg_lever__application_stages stages on stages.id = applications.current_stage_id
left join stg_lever__users posting_owners on posting_owners.id = applications.posting_owner_id
left join stg_lever__users hiring_managers on hiring_managers.id = applications.hiring_manager_id
left join stg_lever__users referrers on referrers.id = applications.referrer_id
left join furthest_steps on furthest_steps.application_id = applications.id and furthest_steps.furthest_first = 1
left join first_offers on first_offers.application_id = applications.id
left join interviews on interviews.application_id = applications.id;

create or replace view lever__interview_enhanced as
with forms as (
    select *
    from stg_lever__scorecards
    where interview_id is not null
),

-- Who interviews, and who else handed in feedback for the interview.
people as (
    select distinct interview_id, user_id
    from (
        select interview_id, user_id from stg_lever__interview_team_members
        union all
        select interview_id, author_id as user_id from forms
    ) members_and_authors
),

advances as (
    select candidate_id, max(entered_at) as last_advanced_at
    from stg_lever__application_stage_changes
    group by candidate_id
)

select
    coalesce(interviews.account_key, '') as source_relation,
    interviews.account_key,
    interviews.id || ' ' || coalesce(people.user_id, '') || ' ' || coalesce(forms.id, '') as interview_feedback_id,
    interviews.id as interview_id,
    interviews.remote_id as interview_remote_id,
    interviews.panel_id,
    interviews.candidate_id as opportunity_id,
    interviews.application_id,
    interviews.stage_id as opportunity_stage_id,
    stages.name as opportunity_stage,
    interviews.title as subject,
    interviews.note,
    (interviews.location ->> 'raw') as location,
    interviews.video_conferencing_url,
    interviews.external_event_url as gcal_event_url,
    interviews.timezone,
    interviews.remote_created_at as created_at,
    interviews.starting_at as occurred_at,
    interviews.ending_at as ended_at,

        (date_diff('minute', interviews.starting_at::timestamp, interviews.ending_at::timestamp ))
     as duration_minutes,
    interviews.canceled_at,
    interviews.canceled_at is not null as is_canceled,
    interviews.feedback_reminder as feedback_reminder_frequency,
    interviews.organizer_id as creator_user_id,
    organizers.full_name as interview_coordinator_name,
    members.user_id as interviewer_user_id,
    interviewers.full_name as interviewer_name,

    interviewers.full_name as inteviewer_name,
    interviewers.email as interviewer_email,
    coalesce(members.user_id = opportunities.posting_hiring_manager_user_id, false) as interviewer_is_hiring_manager,
    forms.id as feedback_form_id,
    forms.title as feedback_form_title,
    forms.instructions as feedback_form_instructions,
    forms.status as feedback_status,
    forms.submitted_at as feedback_completed_at,
    case when forms.submitted_at is not null then forms.author_id end as feedback_completer_user_id,
    case when forms.submitted_at is not null then authors.full_name end as feedback_completer_name,
    forms.overall_score as score_system_value,
    forms.overall_recommendation,
    opportunities.contact_id as interviewee_contact_id,
    opportunities.contact_name as interviewee_name,
    opportunities.contact_location as interviewee_location,
    opportunities.origin as interviewee_origin,
    opportunities.opportunity_owner_name,
    opportunities.referrer_name,
    opportunities.hiring_manager_name,
    opportunities.posting_id,
    opportunities.job_title,
    opportunities.job_department,

        (date_diff('day', opportunities.created_at::timestamp, interviews.starting_at::timestamp ))
     as days_between_opp_created_and_interview,
    coalesce(advances.last_advanced_at > interviews.ending_at, false) as has_advanced_since_interview
from stg_lever__interviews interviews
left join people on people.interview_id = interviews.id
left join stg_lever__interview_team_members members
    on members.interview_id = people.interview_id and members.user_id = people.user_id
left join forms on forms.interview_id = people.interview_id and forms.author_id = people.user_id
left join lever__opportunity_enhanced opportunities
    on opportunities.opportunity_id = interviews.candidate_id
left join stg_lever__application_stages stages on stages.id = interviews.stage_id
left join stg_lever__users organizers on organizers.id = interviews.organizer_id
left join stg_lever__users interviewers on interviewers.id = members.user_id
left join stg_lever__users authors on authors.id = forms.author_id
left join advances on advances.candidate_id = interviews.candidate_id;

create or replace view lever__offer_enhanced as
with offers as (
    select
        *,
        row_number() over (partition by candidate_id order by remote_created_at desc, id) as newest_first
    from stg_lever__offers
)

select
    offers.account_key,
    offers.id as offer_id,
    offers.remote_id as offer_remote_id,
    offers.candidate_id as opportunity_id,
    offers.application_id,
    opportunities.contact_id,
    opportunities.contact_name,
    opportunities.status as opportunity_status,
    offers.status,
    offers.remote_status,
    offers.newest_first = 1 as is_newest_offer,
    offers.remote_created_at as created_at,
    offers.approved_at,
    offers.sent_at,
    offers.signed_at,
    offers.expires_at,
    coalesce(offers.status in ('ACCEPTED', 'DECLINED'), false) as is_decided,
    coalesce(offers.status = 'ACCEPTED', false) as is_accepted,
    coalesce(offers.status = 'DECLINED', false) as is_declined,
    round(cast(
        (date_diff('second', offers.remote_created_at::timestamp, offers.approved_at::timestamp ))
     as numeric(28,6)) / 86400, 2) as days_to_approve,
    round(cast(
        (date_diff('second', offers.approved_at::timestamp, offers.sent_at::timestamp ))
     as numeric(28,6)) / 86400, 2) as days_from_approval_to_sending,
    round(cast(
        (date_diff('second', offers.sent_at::timestamp, offers.signed_at::timestamp ))
     as numeric(28,6)) / 86400, 2) as days_to_sign,
    round(cast(
        (date_diff('second', offers.remote_created_at::timestamp, offers.signed_at::timestamp ))
     as numeric(28,6)) / 86400, 2) as days_from_creation_to_signature,
    offers.employment_start_date,
    offers.salary_amount,
    offers.salary_currency,
    offers.salary_period,
    offers.creator_id as creator_user_id,
    creators.full_name as creator_name,
    offers.requisition_id,
    requisitions.code as requisition_code,
    requisitions.name as requisition_name,
    offers.job_id as posting_id,
    jobs.name as job_title,
    jobs.department as job_department,
    jobs.team as job_team,
    (jobs.location ->> 'raw') as job_location,
    opportunities.hiring_manager_name,
    opportunities.opportunity_owner_name,
    opportunities.first_source,
    opportunities.origin
from offers
left join lever__opportunity_enhanced opportunities on opportunities.opportunity_id = offers.candidate_id
left join stg_lever__jobs jobs on jobs.id = offers.job_id
left join stg_lever__requisitions requisitions on requisitions.id = offers.requisition_id
left join stg_lever__users creators on creators.id = offers.creator_id;

create or replace view lever__person as
with emails as (

    select id,
    string_agg(
        item_text,
        ', '
        order by item_position
        ) as joined
    from (
        select
            holder.id,
            (item.value ->> 'email_address') as item_text,
            item.place as item_position
        from stg_lever__contacts holder cross join unnest(cast(holder.email_addresses as json[])) with ordinality as item(value, place)
    ) items
    where item_text is not null
    group by id

),

phones as (

    select id,
    string_agg(
        item_text,
        ', '
        order by item_position
        ) as joined
    from (
        select
            holder.id,
            (item.value ->> 'phone_number') as item_text,
            item.place as item_position
        from stg_lever__contacts holder cross join unnest(cast(holder.phone_numbers as json[])) with ordinality as item(value, place)
    ) items
    where item_text is not null
    group by id

),

profile_links as (

    select
        id,
        max(case when network = 'LINKEDIN' then link end) as linkedin_link,
        max(case when network = 'GITHUB' then link end) as github_link
    from (
        select
            id,
            network,
            link,
            row_number() over (partition by id, network order by item_position) as rank_in_network
        from (
            select
                holder.id,
                (item.value ->> 'type') as network,
                (item.value ->> 'link') as link,
                item.place as item_position
            from stg_lever__contacts holder cross join unnest(cast(holder.social_media as json[])) with ordinality as item(value, place)
        ) items
    ) ordered
    where rank_in_network = 1
    group by id

),

opportunities as (
    select
        contact_id,
        count(*) as count_opportunities,
        sum(case when status = 'ACTIVE' then 1 else 0 end) as count_active_opportunities,
        sum(case when application_id is not null then 1 else 0 end) as count_applications,
        count(distinct posting_id) as count_postings,
        sum(case when has_offer then 1 else 0 end) as count_opportunities_with_offer,
        sum(case when status = 'HIRED' then 1 else 0 end) as count_hires,
        sum(count_interviews) as count_interviews,
        min(created_at) as first_opportunity_created_at,
        max(created_at) as latest_opportunity_created_at,
        max(last_interaction_at) as last_interaction_at,
        max(hired_at) as last_hired_at
    from lever__opportunity_enhanced
    group by contact_id
),

newest_opportunities as (
    select
        contact_id,
        opportunity_id,
        status,
        current_stage,
        posting_id,
        job_title,
        row_number() over (partition by contact_id order by created_at desc, opportunity_id) as newest_first
    from lever__opportunity_enhanced
)

select
    contacts.account_key,
    contacts.id as contact_id,
    contacts.remote_id as contact_remote_id,
    contacts.full_name as contact_name,
    contacts.first_name,
    contacts.last_name,
    contacts.title as contact_headline,
    (contacts.location ->> 'raw') as contact_location,
    emails.joined as emails,
    phones.joined as phones,
    profile_links.linkedin_link,
    profile_links.github_link,
    contacts.is_anonymized,
    coalesce(opportunities.count_opportunities, 0) as count_opportunities,
    coalesce(opportunities.count_active_opportunities, 0) as count_active_opportunities,
    coalesce(opportunities.count_applications, 0) as count_applications,
    coalesce(opportunities.count_postings, 0) as count_postings,
    coalesce(opportunities.count_interviews, 0) as count_interviews,
    coalesce(opportunities.count_opportunities_with_offer, 0) as count_opportunities_with_offer,
    coalesce(opportunities.count_hires, 0) as count_hires,
    coalesce(opportunities.count_hires, 0) > 0 as was_hired,
    opportunities.first_opportunity_created_at,
    opportunities.latest_opportunity_created_at,
    opportunities.last_interaction_at,
    opportunities.last_hired_at,
    newest_opportunities.opportunity_id as latest_opportunity_id,
    newest_opportunities.status as latest_opportunity_status,
    newest_opportunities.current_stage as latest_stage,
    newest_opportunities.posting_id as latest_posting_id,
    newest_opportunities.job_title as latest_job_title
from stg_lever__contacts contacts
left join opportunities on opportunities.contact_id = contacts.id
left join newest_opportunities
    on newest_opportunities.contact_id = contacts.id and newest_opportunities.newest_first = 1
left join emails on emails.id = contacts.id
left join phones on phones.id = contacts.id
left join profile_links on profile_links.id = contacts.id;

create or replace view lever__scorecard_turnaround as
select
    forms.account_key,
    forms.id as feedback_form_id,
    forms.remote_id as feedback_form_remote_id,
    forms.title as feedback_form_title,
    forms.status,
    forms.overall_recommendation,
    forms.overall_score,
    forms.interview_id,
    interviews.title as interview_subject,
    interviews.ending_at as interview_ended_at,
    forms.submitted_at,
    round(cast(
        (date_diff('second', interviews.ending_at::timestamp, forms.submitted_at::timestamp ))
     as numeric(28,6)) / 3600, 2) as hours_to_submit,

    case
        when forms.submitted_at is null and interviews.ending_at <= make_timestamp(epoch_us(now()))
            then round(cast(
        (date_diff('second', interviews.ending_at::timestamp, make_timestamp(epoch_us(now()))::timestamp ))
     as numeric(28,6)) / 3600, 2)
    end as hours_waiting,
    forms.submitted_at is null and coalesce(interviews.ending_at <= make_timestamp(epoch_us(now())), false) as is_waiting,
    forms.author_id as author_user_id,
    authors.full_name as author_name,
    authors.email as author_email,
    forms.candidate_id as opportunity_id,
    opportunities.contact_name,
    forms.application_id,
    forms.job_id as posting_id,
    jobs.name as job_title,
    jobs.department as job_department,
    opportunities.hiring_manager_name
from stg_lever__scorecards forms
join stg_lever__interviews interviews on interviews.id = forms.interview_id
left join lever__opportunity_enhanced opportunities on opportunities.opportunity_id = forms.candidate_id
left join stg_lever__jobs jobs on jobs.id = forms.job_id
left join stg_lever__users authors on authors.id = forms.author_id
where interviews.canceled_at is null;

create or replace view lever__stage_history as
select
    coalesce(changes.account_key, '') as source_relation,
    changes.account_key,
    changes.id as stage_change_id,
    changes.candidate_id as opportunity_id,
    changes.application_id,
    changes.stage_id,
    stages.name as stage,
    stages.pipeline as stage_pipeline,
    stages.global_index as stage_position,
    changes.stage_index as stage_index_in_pipeline,
    changes.entered_at as valid_from,
    changes.ended_at as valid_ending_at,
    changes.is_latest and changes.ended_at is null and opportunities.archived_at is null as is_current,
    changes.is_latest,
    changes.is_before_application,
    round(cast(
        (date_diff('second', changes.entered_at::timestamp, coalesce(changes.ended_at, case when opportunities.archived_at is null then make_timestamp(epoch_us(now())) else changes.entered_at end)::timestamp ))
     as numeric(28,6)) / 86400, 2) as days_in_stage,
    changes.user_id as updater_user_id,
    updaters.full_name as updater_user_name,
    opportunities.contact_name as opportunity_contact_name,
    opportunities.status as opportunity_status,
    opportunities.archive_reason,
    opportunities.posting_id,
    opportunities.job_title,
    opportunities.job_department,
    opportunities.job_location,
    opportunities.job_team,
    opportunities.application_type,
    opportunities.sources as application_sources,
    opportunities.hiring_manager_name,
    opportunities.opportunity_owner_name
from stg_lever__application_stage_changes changes
left join lever__opportunity_enhanced opportunities
    on opportunities.opportunity_id = changes.candidate_id
left join stg_lever__application_stages stages on stages.id = changes.stage_id
left join stg_lever__users updaters on updaters.id = changes.user_id;

create or replace view lever__funnel as
with stages as (
    select account_key, id, name, global_index, pipeline
    from stg_lever__application_stages
),

entered as (
    select distinct changes.application_id, stages.global_index
    from stg_lever__application_stage_changes changes
    join stages on stages.id = changes.stage_id
    where changes.application_id is not null
),

-- A row for each application and each stage of its account's pipeline up to the furthest it has entered.
reached as (
    select
        applications.account_key,
        applications.posting_id,
        applications.application_id,
        applications.outcome,
        applications.stage_id as current_stage_id,
        applications.opportunity_status,
        stages.id as stage_id,
        stages.global_index,
        applications.furthest_stage_position,
        entered.application_id is not null as has_entered
    from lever__application_enhanced applications
    join stages
        on coalesce(stages.account_key, '') = coalesce(applications.account_key, '')
        and stages.global_index <= applications.furthest_stage_position
    left join entered
        on entered.application_id = applications.application_id and entered.global_index = stages.global_index
),

counted as (
    select
        posting_id,
        stage_id,
        count(*) as applications_reached,
        sum(case when has_entered then 1 else 0 end) as applications_entered,
        sum(case when furthest_stage_position > global_index then 1 else 0 end) as applications_advanced,
        sum(case when current_stage_id = stage_id and opportunity_status = 'ACTIVE' then 1 else 0 end) as applications_now,
        sum(
            case when current_stage_id = stage_id and opportunity_status = 'ARCHIVED' and outcome = 'DECLINED' then 1 else 0 end
        ) as applications_declined_here,
        sum(case when outcome = 'HIRED' then 1 else 0 end) as applications_hired
    from reached
    group by posting_id, stage_id
)

select
    stages.account_key,
    coalesce(counted.posting_id, '') || ' ' || counted.stage_id as funnel_id,
    counted.posting_id,
    jobs.name as job_title,
    jobs.department as job_department,
    jobs.team as job_team,
    (jobs.location ->> 'raw') as job_location,
    jobs.status as job_status,
    counted.stage_id,
    stages.name as stage,
    stages.global_index as stage_position,
    stages.pipeline as stage_pipeline,
    counted.applications_entered,
    counted.applications_reached,
    counted.applications_advanced,
    counted.applications_now,
    counted.applications_declined_here,
    counted.applications_hired,
    round(cast(counted.applications_advanced as numeric(28,6)) / nullif(counted.applications_reached, 0), 4) as share_advanced,
    round(cast(counted.applications_hired as numeric(28,6)) / nullif(counted.applications_reached, 0), 4) as share_hired
from counted
join stages on stages.id = counted.stage_id
left join stg_lever__jobs jobs on jobs.id = counted.posting_id;

create or replace view lever__posting_enhanced as
with tags as (

    select id,
    string_agg(
        item_text,
        ', '
        order by item_position
        ) as joined
    from (
        select
            holder.id,
            (item.value ->> '$') as item_text,
            item.place as item_position
        from stg_lever__jobs holder cross join unnest(cast(holder.tags as json[])) with ordinality as item(value, place)
    ) items
    where item_text is not null
    group by id

),

applications as (
    select
        posting_id,
        min(created_at) as first_app_sent_at,
        sum(case when application_type = 'referral' then 1 else 0 end) as count_referred_applications,
        sum(case when application_type = 'posting' then 1 else 0 end) as count_posting_applications,
        sum(case when application_type = 'user' then 1 else 0 end) as count_manual_user_applications,
        count(distinct opportunity_id) as count_opportunities,
        count(distinct case when opportunity_status = 'ACTIVE' then opportunity_id end) as count_open_opportunities,
        sum(case when outcome = 'HIRED' then 1 else 0 end) as count_hires,
        min(hired_at) as first_hired_at
    from lever__application_enhanced
    group by posting_id
),

interviewed_jobs as (
    select
        (item.value ->> '$') as job_id,
        interviews.id as interview_id,
        interviews.candidate_id
    from stg_lever__interviews interviews cross join unnest(cast(interviews.job_ids as json[])) with ordinality as item(value, place)
    where interviews.canceled_at is null
),

interviews as (
    select
        job_id,
        count(distinct interview_id) as count_interviews,
        count(distinct candidate_id) as count_interviewees
    from interviewed_jobs
    group by job_id
),

requisitions as (
    select job_id, count(distinct requisition_id) as count_requisitions
    from stg_lever__requisition_jobs
    group by job_id
)

select
    coalesce(jobs.account_key, '') as source_relation,
    jobs.account_key,
    jobs.id as posting_id,
    jobs.remote_id as posting_remote_id,
    jobs.remote_url as posting_url,
    jobs.name as job_title,
    jobs.remote_commitment as job_commitment,
    jobs.employment_type,
    jobs.department as job_department,
    jobs.experience_level as job_level,
    (jobs.location ->> 'raw') as job_location,
    jobs.team as job_team,
    jobs.remote_work_status,
    jobs.description as content_description,
    jobs.remote_state as current_state,
    jobs.status,
    jobs.visibility,
    jobs.confidential as is_confidential,
    jobs.remote_created_at as created_at,
    jobs.remote_updated_at as updated_at,
    jobs.opened_at,
    jobs.closed_at,
    round(cast(
        (date_diff('second', jobs.opened_at::timestamp, coalesce(jobs.closed_at, make_timestamp(epoch_us(now())))::timestamp ))
     as numeric(28,6)) / 86400, 2) as days_open,
    jobs.creator_id as creator_user_id,
    jobs.owner_id as owner_user_id,
    owners.full_name as posting_owner_name,
    jobs.hiring_manager_id as hiring_manager_user_id,
    hiring_managers.full_name as posting_hiring_manager_name,
    jobs.job_code as requisition_code,
    tags.joined as tags,
    applications.first_app_sent_at,
    coalesce(applications.count_referred_applications, 0) as count_referred_applications,
    coalesce(applications.count_posting_applications, 0) as count_posting_applications,
    coalesce(applications.count_manual_user_applications, 0) as count_manual_user_applications,
    coalesce(applications.count_opportunities, 0) as count_opportunities,
    coalesce(applications.count_open_opportunities, 0) as count_open_opportunities,
    coalesce(applications.count_hires, 0) as count_hires,
    applications.first_hired_at,
    coalesce(interviews.count_interviews, 0) as count_interviews,
    coalesce(interviews.count_interviewees, 0) as count_interviewees,
    coalesce(requisitions.count_requisitions, 0) as count_requisitions,
    requisitions.job_id is not null as has_requisition
from stg_lever__jobs jobs
left join tags on tags.id = jobs.id
left join applications on applications.posting_id = jobs.id
left join interviews on interviews.job_id = jobs.id
left join requisitions on requisitions.job_id = jobs.id
left join stg_lever__users owners on owners.id = jobs.owner_id
left join stg_lever__users hiring_managers on hiring_managers.id = jobs.hiring_manager_id;

create or replace view lever__hires as
with signed_offers as (
    select
        *,
        row_number() over (partition by application_id order by signed_at desc, created_at desc, offer_id) as newest_first
    from lever__offer_enhanced
    where is_accepted
)

select
    applications.account_key,
    applications.application_id,
    applications.opportunity_id,
    applications.contact_id,
    applications.contact_name,
    applications.application_url,
    applications.hired_at,
    applications.created_at as applied_at,
    opportunities.created_at as opportunity_created_at,
    applications.days_to_hire as days_from_application_to_hire,
    round(cast(
        (date_diff('second', opportunities.created_at::timestamp, applications.hired_at::timestamp ))
     as numeric(28,6)) / 86400, 2) as days_from_opportunity_to_hire,
    round(cast(
        (date_diff('second', jobs.opened_at::timestamp, applications.hired_at::timestamp ))
     as numeric(28,6)) / 86400, 2) as days_from_posting_to_hire,
    applications.archive_reason as hire_reason,
    applications.application_type,
    applications.origin,
    applications.first_source,
    applications.sources,
    applications.referrer_user_id,
    applications.referrer_name,
    applications.opportunity_owner_name,
    applications.posting_id,
    applications.job_title,
    applications.job_department,
    applications.job_team,
    applications.job_location,
    applications.hiring_manager_user_id,
    applications.hiring_manager_name,
    applications.requisition_id,
    applications.requisition_code,
    applications.count_interviews,
    opportunities.count_interviewers,
    signed_offers.offer_id,
    signed_offers.signed_at as offer_signed_at,
    signed_offers.employment_start_date,
    signed_offers.salary_amount,
    signed_offers.salary_currency,
    signed_offers.salary_period
from lever__application_enhanced applications
left join lever__opportunity_enhanced opportunities
    on opportunities.opportunity_id = applications.opportunity_id
left join stg_lever__jobs jobs on jobs.id = applications.posting_id
left join signed_offers on signed_offers.application_id = applications.application_id and signed_offers.newest_first = 1
where applications.outcome = 'HIRED';
