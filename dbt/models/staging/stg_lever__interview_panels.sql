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
    ("note", "text"),
    ("starting_at", "timestamp"),
    ("ending_at", "timestamp"),
    ("timezone", "text"),
    ("canceled", "boolean"),
    ("canceled_at", "timestamp"),
    ("stage_id", "text"),
    ("organizer_id", "text"),
    ("externally_managed", "boolean"),
    ("external_url", "text"),
    ("feedback_reminder", "text"),
    ("interview_ids", "json"),
    ("interviewers", "json"),
] %}

{{ lever_unified.current_rows(
    "interview_panels",
    columns,
    hangs_on={"stream": "candidates", "field": "candidate_id"}
) }}
