select
    forms.account_key,
    forms.id as feedback_form_id,
    forms.remote_id as feedback_form_remote_id,
    forms.title as feedback_form_title,
    forms.status,
    forms.overall_recommendation,
    forms.overall_score,
    forms.interview_id,
    interviews.title as interview_subject,
    interviews.ending_at as interview_ended_at,
    forms.submitted_at,
    {{ lever_unified.hours_between("interviews.ending_at", "forms.submitted_at") }} as hours_to_submit,
    {# Before the interview is over nobody waits. #}
    case
        when forms.submitted_at is null and interviews.ending_at <= {{ lever_unified.now_utc() }}
            then {{ lever_unified.hours_between("interviews.ending_at", lever_unified.now_utc()) }}
    end as hours_waiting,
    forms.submitted_at is null and coalesce(interviews.ending_at <= {{ lever_unified.now_utc() }}, false) as is_waiting,
    forms.author_id as author_user_id,
    authors.full_name as author_name,
    authors.email as author_email,
    forms.candidate_id as opportunity_id,
    opportunities.contact_name,
    forms.application_id,
    forms.job_id as posting_id,
    jobs.name as job_title,
    jobs.department as job_department,
    opportunities.hiring_manager_name
from {{ ref("stg_lever__scorecards") }} forms
join {{ ref("stg_lever__interviews") }} interviews on interviews.id = forms.interview_id
left join {{ ref("lever__opportunity_enhanced") }} opportunities on opportunities.opportunity_id = forms.candidate_id
left join {{ ref("stg_lever__jobs") }} jobs on jobs.id = forms.job_id
left join {{ ref("stg_lever__users") }} authors on authors.id = forms.author_id
where interviews.canceled_at is null
