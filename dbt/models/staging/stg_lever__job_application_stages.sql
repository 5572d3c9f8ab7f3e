{# Written by `python -m docs.generator`. Change that, not this file. #}
{% set columns = [
    ("id", "text"),
    ("changed_at", "timestamp"),
    ("remote_deleted_at", "timestamp"),
    ("account_key", "text"),
    ("job_id", "text"),
    ("stage_id", "text"),
    ("index", "integer"),
] %}

{{ lever_unified.current_rows(
    "job_application_stages",
    columns,
    hangs_on={"stream": "jobs", "field": "job_id"}
) }}
