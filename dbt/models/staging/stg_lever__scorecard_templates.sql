{# Written by `python -m docs.generator`. Change that, not this file. #}
{% set columns = [
    ("id", "text"),
    ("changed_at", "timestamp"),
    ("remote_deleted_at", "timestamp"),
    ("account_key", "text"),
    ("remote_id", "text"),
    ("remote_data", "json"),
    ("remote_created_at", "timestamp"),
    ("remote_updated_at", "timestamp"),
    ("name", "text"),
    ("instructions", "text"),
    ("group", "json"),
    ("stage_id", "text"),
    ("questions", "json"),
] %}

{{ lever_unified.current_rows(
    "scorecard_templates",
    columns
) }}
