with steps as (
    select
        changes.application_id,
        changes.entered_at,
        stages.name as stage,
        stages.global_index as stage_position,
        stages.pipeline
    from {{ ref("stg_lever__application_stage_changes") }} changes
    join {{ ref("stg_lever__application_stages") }} stages on stages.id = changes.stage_id
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
    from {{ ref("stg_lever__offers") }}
    where application_id is not null
    group by application_id
),

interviews as (
    select application_id, count(*) as count_interviews, min(starting_at) as first_starting_at
    from {{ ref("stg_lever__interviews") }}
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
    {{ lever_unified.days_between("applications.remote_created_at", "interviews.first_starting_at") }} as days_to_first_interview,
    {{ lever_unified.days_between("applications.remote_created_at", "first_offers.created_at") }} as days_to_first_offer,
    {{ lever_unified.days_between("applications.remote_created_at", "applications.hired_at") }} as days_to_hire,
    {{ lever_unified.days_between("applications.remote_created_at", "applications.rejected_at") }} as days_to_rejection,
    {{ lever_unified.days_between(
        "applications.remote_created_at",
        "coalesce(applications.archived_at, " ~ lever_unified.now_utc() ~ ")"
    ) }} as days_open,
    applications.job_id as posting_id,
    jobs.name as job_title,
    jobs.department as job_department,
    jobs.team as job_team,
    {{ lever_unified.json_text("jobs.location", "raw") }} as job_location,
    applications.posting_owner_id as posting_owner_user_id,
    posting_owners.full_name as posting_owner_name,
    applications.hiring_manager_id as hiring_manager_user_id,
    hiring_managers.full_name as hiring_manager_name,
    applications.referrer_id as referrer_user_id,
    referrers.full_name as referrer_name,
    applications.requisition_id,
    applications.requisition_code
from {{ ref("stg_lever__applications") }} applications
left join {{ ref("lever__opportunity_enhanced") }} opportunities
    on opportunities.opportunity_id = applications.candidate_id
left join {{ ref("stg_lever__jobs") }} jobs on jobs.id = applications.job_id
left join {{ ref("stg_lever__application_stages") }} stages on stages.id = applications.current_stage_id
left join {{ ref("stg_lever__users") }} posting_owners on posting_owners.id = applications.posting_owner_id
left join {{ ref("stg_lever__users") }} hiring_managers on hiring_managers.id = applications.hiring_manager_id
left join {{ ref("stg_lever__users") }} referrers on referrers.id = applications.referrer_id
left join furthest_steps on furthest_steps.application_id = applications.id and furthest_steps.furthest_first = 1
left join first_offers on first_offers.application_id = applications.id
left join interviews on interviews.application_id = applications.id
