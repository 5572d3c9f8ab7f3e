{# Written by `python -m docs.generator`. Change that, not this file. #}
{% set columns = [
    ("id", "text"),
    ("changed_at", "timestamp"),
    ("remote_deleted_at", "timestamp"),
    ("account_key", "text"),
    ("interview_id", "text"),
    ("user_id", "text"),
    ("template_id", "text"),
] %}

{{ lever_unified.current_rows(
    "interview_team_members",
    columns,
    hangs_on={"stream": "interviews", "field": "interview_id"}
) }}
