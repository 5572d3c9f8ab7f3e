with stages as (
    select account_key, id, name, global_index, pipeline
    from {{ ref("stg_lever__application_stages") }}
),

entered as (
    select distinct changes.application_id, stages.global_index
    from {{ ref("stg_lever__application_stage_changes") }} changes
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
    from {{ ref("lever__application_enhanced") }} applications
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
    {{ dbt.concat(["coalesce(counted.posting_id, '')", "' '", "counted.stage_id"]) }} as funnel_id,
    counted.posting_id,
    jobs.name as job_title,
    jobs.department as job_department,
    jobs.team as job_team,
    {{ lever_unified.json_text("jobs.location", "raw") }} as job_location,
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
    {{ lever_unified.share("counted.applications_advanced", "counted.applications_reached") }} as share_advanced,
    {{ lever_unified.share("counted.applications_hired", "counted.applications_reached") }} as share_hired
from counted
join stages on stages.id = counted.stage_id
left join {{ ref("stg_lever__jobs") }} jobs on jobs.id = counted.posting_id
