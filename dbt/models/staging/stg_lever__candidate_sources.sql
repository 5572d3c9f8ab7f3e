{# Written by `python -m docs.generator`. Change that, not this file. #}
{% set columns = [
    ("id", "text"),
    ("changed_at", "timestamp"),
    ("remote_deleted_at", "timestamp"),
    ("account_key", "text"),
    ("candidate_id", "text"),
    ("source_id", "text"),
    ("name", "text"),
    ("index", "integer"),
] %}

{{ lever_unified.current_rows(
    "candidate_sources",
    columns,
    hangs_on={"stream": "candidates", "field": "candidate_id"}
) }}
