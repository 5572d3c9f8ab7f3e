-- Written by `python -m docs.generator`. Change that, not this file.
--
-- One view per stream with the rows that are true now. What the rule is: docs/deletions-and-current-rows.md.
--
-- Expects the tables of all streams, but those for which one has to opt in, as a destination with "append + deduped"
-- writes them: one row per id, the one with the newest changed_at. Run it in their schema, or put the schema before
-- every name. No functions and no types: this is meant to run on any SQL database. Where `create or replace view` is
-- unknown, drop the views first.

-- Rows of their own: true until deleted.

create or replace view current_users as
select * from users where remote_deleted_at is null;

create or replace view current_jobs as
select * from jobs where remote_deleted_at is null;

create or replace view current_departments as
select * from departments where remote_deleted_at is null;

create or replace view current_offices as
select * from offices where remote_deleted_at is null;

create or replace view current_requisitions as
select * from requisitions where remote_deleted_at is null;

create or replace view current_requisition_jobs as
select * from requisition_jobs where remote_deleted_at is null;

create or replace view current_requisition_fields as
select * from requisition_fields where remote_deleted_at is null;

create or replace view current_candidates as
select * from candidates where remote_deleted_at is null;

create or replace view current_scorecard_templates as
select * from scorecard_templates where remote_deleted_at is null;

create or replace view current_application_stages as
select * from application_stages where remote_deleted_at is null;

create or replace view current_rejection_reasons as
select * from rejection_reasons where remote_deleted_at is null;

create or replace view current_tags as
select * from tags where remote_deleted_at is null;

create or replace view current_sources as
select * from sources where remote_deleted_at is null;

-- True while the row of jobs that they hang on is true, and they are as new as it.

create or replace view current_job_postings as
select child.*
from job_postings child
join current_jobs parent on parent.id = child.job_id
where child.remote_deleted_at is null and child.changed_at >= parent.changed_at;

create or replace view current_job_hiring_team_members as
select child.*
from job_hiring_team_members child
join current_jobs parent on parent.id = child.job_id
where child.remote_deleted_at is null and child.changed_at >= parent.changed_at;

create or replace view current_job_application_stages as
select child.*
from job_application_stages child
join current_jobs parent on parent.id = child.job_id
where child.remote_deleted_at is null and child.changed_at >= parent.changed_at;

create or replace view current_job_screening_questions as
select child.*
from job_screening_questions child
join current_jobs parent on parent.id = child.job_id
where child.remote_deleted_at is null and child.changed_at >= parent.changed_at;

-- True while the row of candidates that they hang on is true, and they are as new as it.

create or replace view current_applications as
select child.*
from applications child
join current_candidates parent on parent.id = child.candidate_id
where child.remote_deleted_at is null and child.changed_at >= parent.changed_at;

create or replace view current_candidate_tags as
select child.*
from candidate_tags child
join current_candidates parent on parent.id = child.candidate_id
where child.remote_deleted_at is null and child.changed_at >= parent.changed_at;

create or replace view current_candidate_sources as
select child.*
from candidate_sources child
join current_candidates parent on parent.id = child.candidate_id
where child.remote_deleted_at is null and child.changed_at >= parent.changed_at;

create or replace view current_application_stage_changes as
select child.*
from application_stage_changes child
join current_candidates parent on parent.id = child.candidate_id
where child.remote_deleted_at is null and child.changed_at >= parent.changed_at;

create or replace view current_interviews as
select child.*
from interviews child
join current_candidates parent on parent.id = child.candidate_id
where child.remote_deleted_at is null and child.changed_at >= parent.changed_at;

create or replace view current_interview_panels as
select child.*
from interview_panels child
join current_candidates parent on parent.id = child.candidate_id
where child.remote_deleted_at is null and child.changed_at >= parent.changed_at;

create or replace view current_scorecards as
select child.*
from scorecards child
join current_candidates parent on parent.id = child.candidate_id
where child.remote_deleted_at is null and child.changed_at >= parent.changed_at;

create or replace view current_offers as
select child.*
from offers child
join current_candidates parent on parent.id = child.candidate_id
where child.remote_deleted_at is null and child.changed_at >= parent.changed_at;

create or replace view current_notes as
select child.*
from notes child
join current_candidates parent on parent.id = child.candidate_id
where child.remote_deleted_at is null and child.changed_at >= parent.changed_at;

create or replace view current_attachments as
select child.*
from attachments child
join current_candidates parent on parent.id = child.candidate_id
where child.remote_deleted_at is null and child.changed_at >= parent.changed_at;

create or replace view current_candidate_experiences as
select child.*
from candidate_experiences child
join current_candidates parent on parent.id = child.candidate_id
where child.remote_deleted_at is null and child.changed_at >= parent.changed_at;

create or replace view current_candidate_educations as
select child.*
from candidate_educations child
join current_candidates parent on parent.id = child.candidate_id
where child.remote_deleted_at is null and child.changed_at >= parent.changed_at;

create or replace view current_referrals as
select child.*
from referrals child
join current_candidates parent on parent.id = child.candidate_id
where child.remote_deleted_at is null and child.changed_at >= parent.changed_at;

create or replace view current_profile_forms as
select child.*
from profile_forms child
join current_candidates parent on parent.id = child.candidate_id
where child.remote_deleted_at is null and child.changed_at >= parent.changed_at;

-- True while the row of interviews that they hang on is true, and they are as new as it.

create or replace view current_interview_team_members as
select child.*
from interview_team_members child
join current_interviews parent on parent.id = child.interview_id
where child.remote_deleted_at is null and child.changed_at >= parent.changed_at;

-- True while the row of scorecards that they hang on is true, and they are as new as it.

create or replace view current_scorecard_answers as
select child.*
from scorecard_answers child
join current_scorecards parent on parent.id = child.scorecard_id
where child.remote_deleted_at is null and child.changed_at >= parent.changed_at;

-- True while the row of profile_forms that they hang on is true, and they are as new as it.

create or replace view current_profile_form_answers as
select child.*
from profile_form_answers child
join current_profile_forms parent on parent.id = child.profile_form_id
where child.remote_deleted_at is null and child.changed_at >= parent.changed_at;

-- Rows that stay when nothing names them any more. Current are those that a current row names.

create or replace view current_screening_questions as
select *
from screening_questions
where remote_deleted_at is null
    and id in (select question_id from current_job_screening_questions);

create or replace view current_contacts as
select *
from contacts
where remote_deleted_at is null
    and id in (select contact_id from current_candidates);
