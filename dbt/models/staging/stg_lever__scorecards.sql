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
    ("remote_updated_at", "timestamp"),
    ("title", "text"),
    ("instructions", "text"),
    ("status", "text"),
    ("type", "text"),
    ("remote_type", "text"),
    ("interview_id", "text"),
    ("panel_id", "text"),
    ("author_id", "text"),
    ("template_id", "text"),
    ("overall_recommendation", "text"),
    ("remote_overall_rating", "text"),
    ("overall_score", "integer"),
    ("overall_score_max", "integer"),
    ("submitted_at", "timestamp"),
] %}

{{ lever_unified.current_rows(
    "scorecards",
    columns,
    hangs_on={"stream": "candidates", "field": "candidate_id"}
) }}
