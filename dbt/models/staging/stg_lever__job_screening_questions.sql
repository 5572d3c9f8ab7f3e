{# Written by `python -m docs.generator`. Change that, not this file. #}
{% set columns = [
    ("id", "text"),
    ("changed_at", "timestamp"),
    ("remote_deleted_at", "timestamp"),
    ("account_key", "text"),
    ("job_id", "text"),
    ("question_id", "text"),
    ("index", "integer"),
    ("required", "boolean"),
    ("precondition_question_id", "text"),
    ("precondition_options", "json"),
] %}

{{ lever_unified.current_rows(
    "job_screening_questions",
    columns,
    hangs_on={"stream": "jobs", "field": "job_id"}
) }}
