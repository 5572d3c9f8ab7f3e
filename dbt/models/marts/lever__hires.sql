with signed_offers as (
    select
        *,
        row_number() over (partition by application_id order by signed_at desc, created_at desc, offer_id) as newest_first
    from {{ ref("lever__offer_enhanced") }}
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
    {{ lever_unified.days_between("opportunities.created_at", "applications.hired_at") }} as days_from_opportunity_to_hire,
    {{ lever_unified.days_between("jobs.opened_at", "applications.hired_at") }} as days_from_posting_to_hire,
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
from {{ ref("lever__application_enhanced") }} applications
left join {{ ref("lever__opportunity_enhanced") }} opportunities
    on opportunities.opportunity_id = applications.opportunity_id
left join {{ ref("stg_lever__jobs") }} jobs on jobs.id = applications.posting_id
left join signed_offers on signed_offers.application_id = applications.application_id and signed_offers.newest_first = 1
where applications.outcome = 'HIRED'
