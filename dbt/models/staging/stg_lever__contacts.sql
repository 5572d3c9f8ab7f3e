{# Written by `python -m docs.generator`. Change that, not this file. #}
{% set columns = [
    ("id", "text"),
    ("changed_at", "timestamp"),
    ("remote_deleted_at", "timestamp"),
    ("account_key", "text"),
    ("first_name", "text"),
    ("last_name", "text"),
    ("full_name", "text"),
    ("title", "text"),
    ("email_addresses", "json"),
    ("phone_numbers", "json"),
    ("social_media", "json"),
    ("links", "json"),
    ("location", "json"),
    ("is_anonymized", "boolean"),
    ("remote_id", "text"),
] %}

{{ lever_unified.current_rows(
    "contacts",
    columns,
    named_by={"stream": "candidates", "field": "contact_id"}
) }}
