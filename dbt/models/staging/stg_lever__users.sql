{# Written by `python -m docs.generator`. Change that, not this file. #}
{% set columns = [
    ("id", "text"),
    ("changed_at", "timestamp"),
    ("remote_deleted_at", "timestamp"),
    ("account_key", "text"),
    ("remote_id", "text"),
    ("remote_data", "json"),
    ("first_name", "text"),
    ("last_name", "text"),
    ("full_name", "text"),
    ("remote_created_at", "timestamp"),
    ("email", "text"),
    ("username", "text"),
    ("status", "text"),
    ("deactivated_at", "timestamp"),
    ("remote_access_role", "text"),
    ("system_roles", "json"),
    ("job_title", "text"),
    ("manager_id", "text"),
    ("photo_url", "text"),
    ("external_directory_id", "text"),
    ("linked_contact_ids", "json"),
    ("integration_fields", "json"),
] %}

{{ lever_unified.current_rows(
    "users",
    columns
) }}
