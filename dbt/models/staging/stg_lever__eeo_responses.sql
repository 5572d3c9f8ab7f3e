{# Written by `python -m docs.generator`. Change that, not this file. #}
{% set columns = [
    ("id", "text"),
    ("changed_at", "timestamp"),
    ("remote_deleted_at", "timestamp"),
    ("account_key", "text"),
    ("remote_id", "text"),
    ("remote_data", "json"),
    ("application_id", "text"),
    ("candidate_id", "text"),
    ("job_id", "text"),
    ("contact_id", "text"),
    ("applied_at", "timestamp"),
    ("submitted_at", "timestamp"),
    ("gender", "text"),
    ("race", "text"),
    ("veteran_status", "text"),
    ("disability_status", "text"),
    ("remote_gender", "text"),
    ("remote_race", "text"),
    ("remote_veteran", "text"),
    ("remote_disability", "text"),
    ("disability_signed_on", "text"),
    ("remote_source", "text"),
] %}

{{ lever_unified.current_rows(
    "eeo_responses",
    columns,
    belongs_to={"stream": "applications", "field": "application_id"}
) }}
