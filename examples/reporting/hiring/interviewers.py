from __future__ import annotations

from datetime import timedelta

from reporting.bars import Bar, Row, draw_bars
from reporting.figure import Figure, Missing, Table
from reporting.hiring.marts import Account
from reporting.text import counted, number, percent, whole

KEY, TITLE = "interviewers", "Who interviews how much"

WEEKS = 12
MOST_PEOPLE = 12

QUERY = """
select
    coalesce(interviewer_name, 'Unknown user') as name,
    sum(interview_hours) as hours,
    sum(count_interviews) as interviews,
    max(interview_hours) as busiest_week_hours,
    sum(count_feedback_submitted) as submitted,
    sum(count_feedback_forms) as forms
from lever__interviewer_load
where week >= $since and week <= $as_of
group by interviewer_user_id, name
having sum(count_interviews) > 0
order by hours desc, interviews desc, name
"""


def interviewers(account: Account) -> Figure | Missing:
    monday = account.as_of.date() - timedelta(days=account.as_of.weekday())
    people = account.rows(QUERY, since=monday - timedelta(weeks=WEEKS - 1), as_of=account.as_of.date())
    if not people:
        return Missing(
            KEY, TITLE, f"Nobody interviewed in the last {WEEKS} weeks, or interview_team_members is not synced."
        )
    rows = [
        Row(person["name"], [Bar(person["hours"], f"{number(person['hours'])} h · {whole(person['interviews'])}")])
        for person in people[:MOST_PEOPLE]
    ]
    hours, interviews = sum(person["hours"] for person in people), sum(person["interviews"] for person in people)
    rest = f"; the {MOST_PEOPLE} with the most hours are shown" if len(people) > MOST_PEOPLE else ""
    return Figure(
        KEY,
        TITLE,
        f"{counted(len(people), 'interviewer')} spent {number(hours)} hours in the last {WEEKS} weeks",
        f"Hours and number of interviews held in the last {WEEKS} weeks, this one included, by interviewer; "
        f"canceled ones are left out{rest}.",
        lambda width: draw_bars(rows, width, axis=f"Hours in {WEEKS} weeks · number of interviews"),
        Table(
            ("Interviewer", "Hours", "Interviews", "Hours in the busiest week", "Feedback given"),
            [
                (
                    person["name"],
                    number(person["hours"]),
                    whole(person["interviews"]),
                    number(person["busiest_week_hours"]),
                    percent(person["submitted"] / person["forms"] if person["forms"] else None),
                )
                for person in people
            ]
            + [("All", number(hours), whole(interviews), "–", "–")],
        ),
    )
