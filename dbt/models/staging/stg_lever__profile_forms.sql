{# Written by `python -m docs.generator`. Change that, not this file. #}
{% set columns = [
    ("id", "text"),
    ("changed_at", "timestamp"),
    ("remote_deleted_at", "timestamp"),
    ("account_key", "text"),
    ("remote_id", "text"),
    ("remote_data", "json"),
    ("candidate_id", "text"),
    ("application_id", "text"),
    ("job_id", "text"),
    ("remote_created_at", "timestamp"),
    ("title", "text"),
    ("instructions", "text"),
    ("author_id", "text"),
    ("template_remote_id", "text"),
    ("stage_id", "text"),
    ("submitted_at", "timestamp"),
] %}

{{ lever_unified.current_rows(
    "profile_forms",
    columns,
    hangs_on={"stream": "candidates", "field": "candidate_id"}
) }}
