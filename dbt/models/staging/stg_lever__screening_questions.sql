{# Written by `python -m docs.generator`. Change that, not this file. #}
{% set columns = [
    ("id", "text"),
    ("changed_at", "timestamp"),
    ("remote_deleted_at", "timestamp"),
    ("account_key", "text"),
    ("remote_id", "text"),
    ("title", "text"),
    ("description", "text"),
    ("format", "json"),
    ("remote_type", "text"),
    ("category", "text"),
] %}

{{ lever_unified.current_rows(
    "screening_questions",
    columns,
    named_by={"stream": "job_screening_questions", "field": "question_id"}
) }}
