{# Written by `python -m docs.generator`. Change that, not this file. #}
{% set columns = [
    ("id", "text"),
    ("changed_at", "timestamp"),
    ("remote_deleted_at", "timestamp"),
    ("account_key", "text"),
    ("candidate_id", "text"),
    ("application_id", "text"),
    ("job_id", "text"),
    ("index", "integer"),
    ("skill_index", "integer"),
    ("question_remote_id", "text"),
    ("title", "text"),
    ("description", "text"),
    ("required", "boolean"),
    ("section", "text"),
    ("type", "text"),
    ("remote_type", "text"),
    ("options", "json"),
    ("answer_text", "text"),
    ("answer_number", "number"),
    ("answer_boolean", "boolean"),
    ("answer_at", "timestamp"),
    ("answer_choices", "json"),
    ("currency", "text"),
    ("score", "integer"),
    ("comment", "text"),
    ("answer", "any"),
    ("profile_form_id", "text"),
] %}

{{ lever_unified.current_rows(
    "profile_form_answers",
    columns,
    hangs_on={"stream": "profile_forms", "field": "profile_form_id"}
) }}
