{% set jobs = ref("stg_lever__jobs") %}

with tags as (
    {{ lever_unified.joined_texts(jobs, "tags") }}
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
    from {{ ref("lever__application_enhanced") }}
    group by posting_id
),

interviewed_jobs as (
    select
        {{ lever_unified.item_text() }} as job_id,
        interviews.id as interview_id,
        interviews.candidate_id
    from {{ ref("stg_lever__interviews") }} interviews {{ lever_unified.each_of("interviews.job_ids") }}
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
    from {{ ref("stg_lever__requisition_jobs") }}
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
    {{ lever_unified.json_text("jobs.location", "raw") }} as job_location,
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
    {{ lever_unified.days_between(
        "jobs.opened_at", "coalesce(jobs.closed_at, " ~ lever_unified.now_utc() ~ ")"
    ) }} as days_open,
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
from {{ jobs }} jobs
left join tags on tags.id = jobs.id
left join applications on applications.posting_id = jobs.id
left join interviews on interviews.job_id = jobs.id
left join requisitions on requisitions.job_id = jobs.id
left join {{ ref("stg_lever__users") }} owners on owners.id = jobs.owner_id
left join {{ ref("stg_lever__users") }} hiring_managers on hiring_managers.id = jobs.hiring_manager_id
