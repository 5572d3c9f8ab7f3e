{# Written by `python -m docs.generator`. Change that, not this file. #}
{% set columns = [
    ("id", "text"),
    ("changed_at", "timestamp"),
    ("remote_deleted_at", "timestamp"),
    ("account_key", "text"),
    ("job_id", "text"),
    ("user_id", "text"),
    ("roles", "json"),
] %}

{{ lever_unified.current_rows(
    "job_hiring_team_members",
    columns,
    hangs_on={"stream": "jobs", "field": "job_id"}
) }}
