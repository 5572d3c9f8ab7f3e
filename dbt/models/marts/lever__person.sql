{% set contacts = ref("stg_lever__contacts") %}

with emails as (
    {{ lever_unified.joined_texts(contacts, "email_addresses", "email_address") }}
),

phones as (
    {{ lever_unified.joined_texts(contacts, "phone_numbers", "phone_number") }}
),

profile_links as (
    {{ lever_unified.profile_links(contacts) }}
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
    from {{ ref("lever__opportunity_enhanced") }}
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
    from {{ ref("lever__opportunity_enhanced") }}
)

select
    contacts.account_key,
    contacts.id as contact_id,
    contacts.remote_id as contact_remote_id,
    contacts.full_name as contact_name,
    contacts.first_name,
    contacts.last_name,
    contacts.title as contact_headline,
    {{ lever_unified.json_text("contacts.location", "raw") }} as contact_location,
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
from {{ contacts }} contacts
left join opportunities on opportunities.contact_id = contacts.id
left join newest_opportunities
    on newest_opportunities.contact_id = contacts.id and newest_opportunities.newest_first = 1
left join emails on emails.id = contacts.id
left join phones on phones.id = contacts.id
left join profile_links on profile_links.id = contacts.id
