with interviews as (
    select
        interviews.account_key,
        interviews.id,
        interviews.candidate_id,
        members.user_id,
        {{ lever_unified.week_of("interviews.starting_at") }} as week,
        interviews.canceled_at is not null as is_canceled,
        interviews.starting_at > {{ lever_unified.now_utc() }} as is_ahead,
        {{ lever_unified.hours_between("interviews.starting_at", "interviews.ending_at") }} as hours
    from {{ ref("stg_lever__interviews") }} interviews
    join {{ ref("stg_lever__interview_team_members") }} members on members.interview_id = interviews.id
    where interviews.starting_at is not null and members.user_id is not null
),

forms as (
    select
        interview_id,
        author_id,
        count(*) as count_forms,
        sum(case when submitted_at is not null then 1 else 0 end) as count_submitted
    from {{ ref("stg_lever__scorecards") }}
    where interview_id is not null
    group by interview_id, author_id
)

select
    interviews.account_key,
    {{ dbt.concat(["interviews.user_id", "' '", dbt.cast("interviews.week", lever_unified.type_text())]) }} as interviewer_week_id,
    interviews.user_id as interviewer_user_id,
    users.full_name as interviewer_name,
    users.email as interviewer_email,
    users.status as interviewer_status,
    interviews.week,
    sum(case when not interviews.is_canceled and not interviews.is_ahead then 1 else 0 end) as count_interviews,
    sum(case when not interviews.is_canceled and interviews.is_ahead then 1 else 0 end) as count_interviews_ahead,
    sum(case when interviews.is_canceled then 1 else 0 end) as count_interviews_canceled,
    count(distinct case when not interviews.is_canceled then interviews.candidate_id end) as count_interviewees,
    sum(case when not interviews.is_canceled and not interviews.is_ahead then coalesce(interviews.hours, 0) else 0 end) as interview_hours,
    sum(case when not interviews.is_canceled and interviews.is_ahead then coalesce(interviews.hours, 0) else 0 end) as interview_hours_ahead,
    sum(case when not interviews.is_canceled then coalesce(forms.count_forms, 0) else 0 end) as count_feedback_forms,
    sum(case when not interviews.is_canceled then coalesce(forms.count_submitted, 0) else 0 end) as count_feedback_submitted
from interviews
left join forms on forms.interview_id = interviews.id and forms.author_id = interviews.user_id
left join {{ ref("stg_lever__users") }} users on users.id = interviews.user_id
group by
    interviews.account_key,
    interviews.user_id,
    users.full_name,
    users.email,
    users.status,
    interviews.week
