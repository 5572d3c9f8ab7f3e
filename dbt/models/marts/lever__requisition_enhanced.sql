with postings as (
    select requisition_id, count(distinct job_id) as count_postings
    from {{ ref("stg_lever__requisition_jobs") }}
    group by requisition_id
),

named_offers as (
    select
        requisitions.id as requisition_id,
        {{ lever_unified.item_text() }} as offer_id
    from {{ ref("stg_lever__requisitions") }} requisitions {{ lever_unified.each_of("requisitions.offer_ids") }}
),

offers as (
    select requisition_id, count(distinct offer_id) as count_offers
    from named_offers
    group by requisition_id
),

hires as (
    select requisition_id, count(*) as count_hires, min(hired_at) as first_hired_at, max(hired_at) as last_hired_at
    from {{ ref("stg_lever__applications") }}
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
    {{ lever_unified.json_text("requisitions.location", "raw") }} as job_location,
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
    {{ lever_unified.days_between("requisitions.time_to_fill_started_at", "requisitions.time_to_fill_ended_at") }} as days_to_fill,
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
from {{ ref("stg_lever__requisitions") }} requisitions
left join postings on postings.requisition_id = requisitions.id
left join offers on offers.requisition_id = requisitions.id
left join hires on hires.requisition_id = requisitions.id
left join {{ ref("stg_lever__users") }} creators on creators.id = requisitions.creator_id
left join {{ ref("stg_lever__users") }} owners on owners.id = requisitions.owner_id
left join {{ ref("stg_lever__users") }} hiring_managers on hiring_managers.id = requisitions.hiring_manager_id
