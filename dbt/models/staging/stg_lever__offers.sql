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
    ("candidate_id", "text"),
    ("application_id", "text"),
    ("job_id", "text"),
    ("status", "text"),
    ("remote_status", "text"),
    ("approved_at", "timestamp"),
    ("sent_at", "timestamp"),
    ("signed_at", "timestamp"),
    ("expires_at", "timestamp"),
    ("sent_document", "json"),
    ("signed_document", "json"),
    ("signers", "json"),
    ("requisition_id", "text"),
    ("creator_id", "text"),
    ("employment_start_date", "timestamp"),
    ("salary_amount", "number"),
    ("salary_currency", "text"),
    ("salary_period", "text"),
    ("remote_salary_interval", "text"),
    ("custom_fields", "json"),
    ("integration_fields", "json"),
] %}

{{ lever_unified.current_rows(
    "offers",
    columns,
    hangs_on={"stream": "candidates", "field": "candidate_id"}
) }}
