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
    ("body", "text"),
    ("author_id", "text"),
    ("visibility", "text"),
    ("remote_secret", "boolean"),
    ("stage_id", "text"),
    ("recommendation", "text"),
    ("score", "integer"),
    ("comments", "json"),
    ("comment_count", "integer"),
    ("last_comment_at", "timestamp"),
    ("submitted_at", "timestamp"),
] %}

{{ lever_unified.current_rows(
    "notes",
    columns,
    hangs_on={"stream": "candidates", "field": "candidate_id"}
) }}
