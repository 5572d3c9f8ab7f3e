{# Written by `python -m docs.generator`. Change that, not this file. #}
{% set columns = [
    ("id", "text"),
    ("changed_at", "timestamp"),
    ("remote_deleted_at", "timestamp"),
    ("account_key", "text"),
    ("remote_id", "text"),
    ("remote_data", "json"),
    ("remote_created_at", "timestamp"),
    ("candidate_id", "text"),
    ("application_id", "text"),
    ("job_ids", "json"),
    ("stage_id", "text"),
    ("title", "text"),
    ("note", "text"),
    ("starting_at", "timestamp"),
    ("ending_at", "timestamp"),
    ("timezone", "text"),
    ("location", "json"),
    ("video_conferencing_url", "text"),
    ("canceled", "boolean"),
    ("canceled_at", "timestamp"),
    ("organizer_id", "text"),
    ("interviewer_ids", "json"),
    ("panel_id", "text"),
    ("template_id", "text"),
    ("scorecard_ids", "json"),
    ("feedback_reminder", "text"),
    ("external_event_url", "text"),
    ("integration_fields", "json"),
] %}

{{ lever_unified.current_rows(
    "interviews",
    columns,
    hangs_on={"stream": "candidates", "field": "candidate_id"}
) }}
