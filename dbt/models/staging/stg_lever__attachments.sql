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
    ("type", "text"),
    ("remote_kind", "text"),
    ("file_name", "text"),
    ("extension", "text"),
    ("content_type", "text"),
    ("size_bytes", "integer"),
    ("status", "text"),
    ("remote_status", "text"),
    ("download_url", "text"),
    ("remote_download_url", "text"),
    ("uploaded_at", "timestamp"),
    ("has_parsed_data", "boolean"),
] %}

{{ lever_unified.current_rows(
    "attachments",
    columns,
    hangs_on={"stream": "candidates", "field": "candidate_id"}
) }}
