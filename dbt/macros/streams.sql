{# Whether the connection syncs a stream. A name that no stream has would leave the stream that was meant as synced. #}
{% macro is_synced(stream) %}
    {% if execute %}
        {% set known = graph.sources.values() | selectattr("package_name", "equalto", "lever_unified") | map(attribute="name") | list %}
        {% for name in var("lever_not_synced") if name not in known %}
            {{ exceptions.raise_compiler_error("lever_not_synced names " ~ name ~ ", which is no stream. There are: " ~ known | sort | join(", ")) }}
        {% endfor %}
    {% endif %}
    {{ return(stream not in var("lever_not_synced")) }}
{% endmacro %}


{#
    The rows of a stream that are still true, every column with its declared type.

    columns: (name, kind) of each; the kinds are those of type_of.
    hangs_on: {"stream": ..., "field": ...}: a row is true while the row of that stream is true and it is as new as it.
    named_by: the same for a row that nobody deletes: it is true while a true row of that stream has its id in field.
    belongs_to: as hangs_on, of a row that never comes again, so that its age says nothing.
    A stream that is not synced proves nothing: its rows' own word counts.
#}
{% macro current_rows(stream, columns, hangs_on=none, named_by=none, belongs_to=none) %}
    {% if not lever_unified.is_synced(stream) %}
select
    {%- for name, kind in columns %}
    cast(null as {{ lever_unified.type_of(kind) }}) as {{ lever_unified.name_of(name) }}{{ "," if not loop.last }}
    {%- endfor %}
limit 0
    {% else %}
select
    {%- for name, kind in columns %}
    {{ lever_unified.typed("stream_row." ~ lever_unified.name_of(name), kind) }} as {{ lever_unified.name_of(name) }}{{ "," if not loop.last }}
    {%- endfor %}
from {{ source("lever", stream) }} stream_row
        {%- if hangs_on and lever_unified.is_synced(hangs_on.stream) %}
join {{ ref("stg_lever__" ~ hangs_on.stream) }} parent
    on parent.id = {{ lever_unified.typed("stream_row." ~ hangs_on.field, "text") }}
    and {{ lever_unified.typed("stream_row.changed_at", "timestamp") }} >= parent.changed_at
        {%- endif %}
where stream_row.remote_deleted_at is null
        {%- if var("lever_account_key") is not none %}
    and stream_row.account_key = {{ dbt.string_literal(dbt.escape_single_quotes(var("lever_account_key"))) }}
        {%- endif %}
        {%- if named_by and lever_unified.is_synced(named_by.stream) %}
    and {{ lever_unified.typed("stream_row.id", "text") }} in (
        select {{ named_by.field }} from {{ ref("stg_lever__" ~ named_by.stream) }} where {{ named_by.field }} is not null
    )
        {%- endif %}
        {%- if belongs_to and lever_unified.is_synced(belongs_to.stream) %}
    and {{ lever_unified.typed("stream_row." ~ belongs_to.field, "text") }} in (
        select id from {{ ref("stg_lever__" ~ belongs_to.stream) }}
    )
        {%- endif %}
    {% endif %}
{% endmacro %}
