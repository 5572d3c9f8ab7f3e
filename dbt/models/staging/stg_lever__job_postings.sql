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
    ("remote_state", "text"),
    ("remote_distribution_channels", "json"),
    ("job_id", "text"),
    ("title", "text"),
    ("description_html", "text"),
    ("status", "text"),
    ("visibility", "text"),
    ("url", "text"),
    ("apply_url", "text"),
] %}

{{ lever_unified.current_rows(
    "job_postings",
    columns,
    hangs_on={"stream": "jobs", "field": "job_id"}
) }}
