{# Written by `python -m docs.generator`. Change that, not this file. #}
{% set columns = [
    ("id", "text"),
    ("changed_at", "timestamp"),
    ("remote_deleted_at", "timestamp"),
    ("account_key", "text"),
    ("candidate_id", "text"),
    ("application_id", "text"),
    ("stage_id", "text"),
    ("stage_remote_id", "text"),
    ("stage_index", "integer"),
    ("user_id", "text"),
    ("entered_at", "timestamp"),
    ("left_at", "timestamp"),
    ("ended_at", "timestamp"),
    ("is_latest", "boolean"),
    ("is_before_application", "boolean"),
] %}

{{ lever_unified.current_rows(
    "application_stage_changes",
    columns,
    hangs_on={"stream": "candidates", "field": "candidate_id"}
) }}
