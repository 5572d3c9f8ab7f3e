{# Written by `python -m docs.generator`. Change that, not this file. #}
{% set columns = [
    ("id", "text"),
    ("changed_at", "timestamp"),
    ("remote_deleted_at", "timestamp"),
    ("account_key", "text"),
    ("remote_id", "text"),
    ("remote_data", "json"),
    ("name", "text"),
    ("type", "text"),
    ("remote_type", "text"),
    ("required", "boolean"),
    ("options", "json"),
    ("subfields", "json"),
] %}

{{ lever_unified.current_rows(
    "requisition_fields",
    columns
) }}
