{% set candidates = ref("stg_lever__candidates") %}

with newest_applications as (
    -- Lever knows one per opportunity. Were there more, the newest would be the one that goes on.
    select
        *,
        row_number() over (partition by candidate_id order by remote_created_at desc, id) as newest_first
    from {{ ref("stg_lever__applications") }}
),

first_applications as (
    select job_id, min(remote_created_at) as sent_at
    from {{ ref("stg_lever__applications") }}
    group by job_id
),

latest_stays as (
    select candidate_id, entered_at, ended_at
    from {{ ref("stg_lever__application_stage_changes") }}
    where is_latest
),

ordered_sources as (
    select candidate_id, {{ dbt.listagg("name", "', '", "order by index") }} as joined
    from {{ ref("stg_lever__candidate_sources") }}
    where name is not null
    group by candidate_id
),

ordered_tags as (
    select candidate_id, {{ dbt.listagg("name", "', '", "order by name") }} as joined
    from {{ ref("stg_lever__candidate_tags") }}
    where name is not null
    group by candidate_id
),

emails as (
    {{ lever_unified.joined_texts(candidates, "email_addresses", "email_address") }}
),

phones as (
    {{ lever_unified.joined_texts(candidates, "phone_numbers", "phone_number") }}
),

profile_links as (
    {{ lever_unified.profile_links(candidates) }}
),

resumes as (
    select
        candidate_id,
        download_url,
        row_number() over (
            partition by candidate_id order by coalesce(remote_created_at, uploaded_at) desc, id
        ) as newest_first
    from {{ ref("stg_lever__attachments") }}
    where type = 'RESUME' and download_url is not null
),

newest_offers as (
    select
        candidate_id,
        remote_status,
        status,
        row_number() over (partition by candidate_id order by remote_created_at desc, id) as newest_first
    from {{ ref("stg_lever__offers") }}
),

interviews as (
    select
        interviews.candidate_id,
        count(distinct interviews.id) as count_interviews,
        count(distinct members.user_id) as count_interviewers,
        min(interviews.starting_at) as first_interview_scheduled_at,
        max(interviews.starting_at) as latest_interview_scheduled_at,
        max(case when members.user_id = applications.hiring_manager_id then 1 else 0 end) as with_hiring_manager
    from {{ ref("stg_lever__interviews") }} interviews
    left join {{ ref("stg_lever__interview_team_members") }} members on members.interview_id = interviews.id
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
    {# Of somebody who is taken up again the application may stay archived. Where one is now, the opportunity says. #}
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
    {{ lever_unified.json_text("candidates.location", "raw") }} as contact_location,
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
    {{ lever_unified.days_stayed("latest_stays", "candidates") }} as days_in_current_stage,
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
    {{ lever_unified.json_text("jobs.location", "raw") }} as job_location,
    jobs.team as job_team,
    jobs.remote_state as current_state_of_job_posting,
    {{ dbt.datediff("first_applications.sent_at", "candidates.remote_created_at", "day") }} as opp_created_n_days_after_first_app,
    newest_offers.candidate_id is not null as has_offer,
    newest_offers.remote_status as current_offer_status,
    newest_offers.status as current_offer_unified_status,
    coalesce(interviews.count_interviews, 0) as count_interviews,
    coalesce(interviews.count_interviewers, 0) as count_interviewers,
    interviews.first_interview_scheduled_at,
    interviews.latest_interview_scheduled_at,
    coalesce(interviews.with_hiring_manager, 0) = 1 as has_interviewed_w_hiring_manager
from {{ candidates }} candidates
left join newest_applications applications
    on applications.candidate_id = candidates.id and applications.newest_first = 1
left join {{ ref("stg_lever__jobs") }} jobs on jobs.id = applications.job_id
left join first_applications on first_applications.job_id = applications.job_id
left join {{ ref("stg_lever__application_stages") }} stages on stages.id = candidates.stage_id
left join {{ ref("stg_lever__users") }} owners on owners.id = candidates.owner_id
left join {{ ref("stg_lever__users") }} referrers on referrers.id = applications.referrer_id
left join {{ ref("stg_lever__users") }} hiring_managers on hiring_managers.id = applications.hiring_manager_id
left join latest_stays on latest_stays.candidate_id = candidates.id
left join ordered_sources on ordered_sources.candidate_id = candidates.id
left join ordered_tags on ordered_tags.candidate_id = candidates.id
left join emails on emails.id = candidates.id
left join phones on phones.id = candidates.id
left join profile_links on profile_links.id = candidates.id
left join resumes on resumes.candidate_id = candidates.id and resumes.newest_first = 1
left join newest_offers on newest_offers.candidate_id = candidates.id and newest_offers.newest_first = 1
left join interviews on interviews.candidate_id = candidates.id
