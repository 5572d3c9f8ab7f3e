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
    {{ lever_unified.days_stayed("changes", "opportunities") }} as days_in_stage,
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
from {{ ref("stg_lever__application_stage_changes") }} changes
left join {{ ref("lever__opportunity_enhanced") }} opportunities
    on opportunities.opportunity_id = changes.candidate_id
left join {{ ref("stg_lever__application_stages") }} stages on stages.id = changes.stage_id
left join {{ ref("stg_lever__users") }} updaters on updaters.id = changes.user_id
