with forms as (
    select *
    from {{ ref("stg_lever__scorecards") }}
    where interview_id is not null
),

-- Who interviews, and who else handed in feedback for the interview.
people as (
    select distinct interview_id, user_id
    from (
        select interview_id, user_id from {{ ref("stg_lever__interview_team_members") }}
        union all
        select interview_id, author_id as user_id from forms
    ) members_and_authors
),

advances as (
    select candidate_id, max(entered_at) as last_advanced_at
    from {{ ref("stg_lever__application_stage_changes") }}
    group by candidate_id
)

select
    coalesce(interviews.account_key, '') as source_relation,
    interviews.account_key,
    {{ dbt.concat(["interviews.id", "' '", "coalesce(people.user_id, '')", "' '", "coalesce(forms.id, '')"]) }} as interview_feedback_id,
    interviews.id as interview_id,
    interviews.remote_id as interview_remote_id,
    interviews.panel_id,
    interviews.candidate_id as opportunity_id,
    interviews.application_id,
    interviews.stage_id as opportunity_stage_id,
    stages.name as opportunity_stage,
    interviews.title as subject,
    interviews.note,
    {{ lever_unified.json_text("interviews.location", "raw") }} as location,
    interviews.video_conferencing_url,
    interviews.external_event_url as gcal_event_url,
    interviews.timezone,
    interviews.remote_created_at as created_at,
    interviews.starting_at as occurred_at,
    interviews.ending_at as ended_at,
    {{ dbt.datediff("interviews.starting_at", "interviews.ending_at", "minute") }} as duration_minutes,
    interviews.canceled_at,
    interviews.canceled_at is not null as is_canceled,
    interviews.feedback_reminder as feedback_reminder_frequency,
    interviews.organizer_id as creator_user_id,
    organizers.full_name as interview_coordinator_name,
    members.user_id as interviewer_user_id,
    interviewers.full_name as interviewer_name,
    {# Fivetran's package has it without the first r. Whoever comes from there finds it. #}
    interviewers.full_name as inteviewer_name,
    interviewers.email as interviewer_email,
    coalesce(members.user_id = opportunities.posting_hiring_manager_user_id, false) as interviewer_is_hiring_manager,
    forms.id as feedback_form_id,
    forms.title as feedback_form_title,
    forms.instructions as feedback_form_instructions,
    forms.status as feedback_status,
    forms.submitted_at as feedback_completed_at,
    case when forms.submitted_at is not null then forms.author_id end as feedback_completer_user_id,
    case when forms.submitted_at is not null then authors.full_name end as feedback_completer_name,
    forms.overall_score as score_system_value,
    forms.overall_recommendation,
    opportunities.contact_id as interviewee_contact_id,
    opportunities.contact_name as interviewee_name,
    opportunities.contact_location as interviewee_location,
    opportunities.origin as interviewee_origin,
    opportunities.opportunity_owner_name,
    opportunities.referrer_name,
    opportunities.hiring_manager_name,
    opportunities.posting_id,
    opportunities.job_title,
    opportunities.job_department,
    {{ dbt.datediff("opportunities.created_at", "interviews.starting_at", "day") }} as days_between_opp_created_and_interview,
    coalesce(advances.last_advanced_at > interviews.ending_at, false) as has_advanced_since_interview
from {{ ref("stg_lever__interviews") }} interviews
left join people on people.interview_id = interviews.id
left join {{ ref("stg_lever__interview_team_members") }} members
    on members.interview_id = people.interview_id and members.user_id = people.user_id
left join forms on forms.interview_id = people.interview_id and forms.author_id = people.user_id
left join {{ ref("lever__opportunity_enhanced") }} opportunities
    on opportunities.opportunity_id = interviews.candidate_id
left join {{ ref("stg_lever__application_stages") }} stages on stages.id = interviews.stage_id
left join {{ ref("stg_lever__users") }} organizers on organizers.id = interviews.organizer_id
left join {{ ref("stg_lever__users") }} interviewers on interviewers.id = members.user_id
left join {{ ref("stg_lever__users") }} authors on authors.id = forms.author_id
left join advances on advances.candidate_id = interviews.candidate_id
