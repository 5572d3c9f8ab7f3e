{# Written by `python -m docs.generator`. Change that, not this file. #}
{% set columns = [
    ("id", "text"),
    ("changed_at", "timestamp"),
    ("remote_deleted_at", "timestamp"),
    ("account_key", "text"),
    ("candidate_id", "text"),
    ("application_id", "text"),
    ("job_id", "text"),
    ("start_year", "integer"),
    ("start_month", "integer"),
    ("end_year", "integer"),
    ("end_month", "integer"),
    ("is_current", "boolean"),
    ("attachment_id", "text"),
    ("resume_created_at", "timestamp"),
    ("index", "integer"),
    ("school_name", "text"),
    ("degree", "text"),
    ("field_of_study", "text"),
    ("summary", "text"),
] %}

{{ lever_unified.current_rows(
    "candidate_educations",
    columns,
    hangs_on={"stream": "candidates", "field": "candidate_id"}
) }}
