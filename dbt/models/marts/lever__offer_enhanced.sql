with offers as (
    select
        *,
        row_number() over (partition by candidate_id order by remote_created_at desc, id) as newest_first
    from {{ ref("stg_lever__offers") }}
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
    {{ lever_unified.days_between("offers.remote_created_at", "offers.approved_at") }} as days_to_approve,
    {{ lever_unified.days_between("offers.approved_at", "offers.sent_at") }} as days_from_approval_to_sending,
    {{ lever_unified.days_between("offers.sent_at", "offers.signed_at") }} as days_to_sign,
    {{ lever_unified.days_between("offers.remote_created_at", "offers.signed_at") }} as days_from_creation_to_signature,
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
    {{ lever_unified.json_text("jobs.location", "raw") }} as job_location,
    opportunities.hiring_manager_name,
    opportunities.opportunity_owner_name,
    opportunities.first_source,
    opportunities.origin
from offers
left join {{ ref("lever__opportunity_enhanced") }} opportunities on opportunities.opportunity_id = offers.candidate_id
left join {{ ref("stg_lever__jobs") }} jobs on jobs.id = offers.job_id
left join {{ ref("stg_lever__requisitions") }} requisitions on requisitions.id = offers.requisition_id
left join {{ ref("stg_lever__users") }} creators on creators.id = offers.creator_id
