{# Written by `python -m docs.generator`. Change that, not this file. #}
{% set columns = [
    ("id", "text"),
    ("changed_at", "timestamp"),
    ("remote_deleted_at", "timestamp"),
    ("account_key", "text"),
    ("requisition_id", "text"),
    ("job_id", "text"),
] %}

{{ lever_unified.current_rows(
    "requisition_jobs",
    columns
) }}
