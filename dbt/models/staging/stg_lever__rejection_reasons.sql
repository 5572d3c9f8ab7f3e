{# Written by `python -m docs.generator`. Change that, not this file. #}
{% set columns = [
    ("id", "text"),
    ("changed_at", "timestamp"),
    ("remote_deleted_at", "timestamp"),
    ("account_key", "text"),
    ("remote_id", "text"),
    ("remote_data", "json"),
    ("name", "text"),
    ("status", "text"),
    ("remote_status", "text"),
] %}

{{ lever_unified.current_rows(
    "rejection_reasons",
    columns
) }}
