{# The database's type for a kind of column. #}
{% macro type_of(kind) %}
    {%- set types = {
        "text": lever_unified.type_text(),
        "integer": dbt.type_bigint(),
        "number": lever_unified.type_number(),
        "boolean": dbt.type_boolean(),
        "timestamp": dbt.type_timestamp(),
        "json": lever_unified.type_json(),
        "any": lever_unified.type_json(),
    } -%}
    {{ return(types[kind]) }}
{% endmacro %}


{# A column of a destination's table as the kind that it is declared to be. #}
{% macro typed(column, kind) %}
    {%- if kind == "any" -%}
        {{ return(column) }}
    {%- elif kind == "json" -%}
        {{ return(lever_unified.as_json(column)) }}
    {%- elif kind == "timestamp" -%}
        {{ return(lever_unified.utc(column)) }}
    {%- else -%}
        {{ return("cast(" ~ column ~ " as " ~ lever_unified.type_of(kind) ~ ")") }}
    {%- endif -%}
{% endmacro %}


{# The name of a column as SQL can hold it: scorecard_templates have a column named group. #}
{% macro name_of(column) %}
    {{ return(lever_unified.quoted(column) if column == "group" else column) }}
{% endmacro %}

{% macro quoted(column) %}
    {{ return(adapter.dispatch("quoted", "lever_unified")(column)) }}
{% endmacro %}

{% macro default__quoted(column) %}
    {{ return(adapter.quote(column)) }}
{% endmacro %}

{# Airbyte writes upper case there, which is what unquoted names mean. #}
{% macro snowflake__quoted(column) %}
    {{ return(adapter.quote(column | upper)) }}
{% endmacro %}


{% macro type_text() %}
    {{ return(adapter.dispatch("type_text", "lever_unified")()) }}
{% endmacro %}

{% macro default__type_text() %}
    {{ return(dbt.type_string()) }}
{% endmacro %}

{# Text has 256 bytes there, and a cast cuts off what is longer. #}
{% macro redshift__type_text() %}
    {{ return("varchar(65535)") }}
{% endmacro %}


{% macro type_number() %}
    {{ return(adapter.dispatch("type_number", "lever_unified")()) }}
{% endmacro %}

{% macro default__type_number() %}
    {{ return(dbt.type_float()) }}
{% endmacro %}

{# A float has 32 bits there, too few for a salary. #}
{% macro duckdb__type_number() %}
    {{ return("double") }}
{% endmacro %}


{% macro type_json() %}
    {{ return(adapter.dispatch("type_json", "lever_unified")()) }}
{% endmacro %}

{% macro default__type_json() %}
    {{ return("json") }}
{% endmacro %}

{% macro postgres__type_json() %}
    {{ return("jsonb") }}
{% endmacro %}

{% macro snowflake__type_json() %}
    {{ return("variant") }}
{% endmacro %}

{% macro redshift__type_json() %}
    {{ return("super") }}
{% endmacro %}


{# A column of objects or lists, however the destination stores these, as the database's own JSON. #}
{% macro as_json(column) %}
    {{ return(adapter.dispatch("as_json", "lever_unified")(column)) }}
{% endmacro %}

{% macro default__as_json(column) %}
    {{ return("cast(" ~ column ~ " as " ~ lever_unified.type_json() ~ ")") }}
{% endmacro %}

{% macro snowflake__as_json(column) %}
    {{ return("to_variant(" ~ column ~ ")") }}
{% endmacro %}

{% macro bigquery__as_json(column) %}
    {{ return(column) }}
{% endmacro %}

{% macro redshift__as_json(column) %}
    {{ return(column) }}
{% endmacro %}


{#
    A time as a timestamp without time zone, in UTC, whatever the time zone of the session. A plain cast would use that
    one, and columns with and without time zone are both seen in destinations' tables.
#}
{% macro utc(column) %}
    {{ return(adapter.dispatch("utc", "lever_unified")(column)) }}
{% endmacro %}

{% macro default__utc(column) %}
    {{ return("cast(" ~ column ~ " as " ~ dbt.type_timestamp() ~ ")") }}
{% endmacro %}

{% macro duckdb__utc(column) %}
    {{ return("make_timestamp(epoch_us(" ~ column ~ "))") }}
{% endmacro %}

{% macro postgres__utc(column) %}
    {{ return("(to_timestamp(extract(epoch from " ~ column ~ ")) at time zone 'UTC')") }}
{% endmacro %}

{# What a plain timestamp is there, an account can set. #}
{% macro snowflake__utc(column) %}
    {{ return("cast(convert_timezone('UTC', " ~ column ~ ") as timestamp_ntz)") }}
{% endmacro %}

{# Redshift's epoch has no milliseconds. Its sessions are in UTC unless somebody sets them otherwise. #}
{% macro redshift__utc(column) %}
    {{ return("cast(" ~ column ~ " as " ~ dbt.type_timestamp() ~ ")") }}
{% endmacro %}

{% macro now_utc() %}
    {{ return(lever_unified.utc(dbt.current_timestamp())) }}
{% endmacro %}


{# Monday of a time's week. #}
{% macro week_of(column) %}
    {{ return(adapter.dispatch("week_of", "lever_unified")(column)) }}
{% endmacro %}

{% macro default__week_of(column) %}
    {{ return("cast(" ~ dbt.date_trunc("week", column) ~ " as date)") }}
{% endmacro %}

{# A plain week begins on Sunday there. #}
{% macro bigquery__week_of(column) %}
    {{ return("cast(" ~ dbt.date_trunc("week(monday)", column) ~ " as date)") }}
{% endmacro %}


{# Days from one time to another, with two decimals: whole days, as datediff counts them, are midnights passed. #}
{% macro days_between(first, second) %}
    {{- return(lever_unified.time_between(first, second, 86400)) -}}
{% endmacro %}

{% macro hours_between(first, second) %}
    {{- return(lever_unified.time_between(first, second, 3600)) -}}
{% endmacro %}

{% macro time_between(first, second, seconds) %}
    {{- return("round(cast(" ~ dbt.datediff(first, second, "second") ~ " as " ~ dbt.type_numeric() ~ ") / " ~ seconds ~ ", 2)") -}}
{% endmacro %}

{#
    Days in a stage so far, of aliases of a stage change and of its candidate. An archived candidate whose last stay has
    no end was archived in the very moment in which it began, or before.
#}
{% macro days_stayed(change, candidate) %}
    {{- return(lever_unified.days_between(
        change ~ ".entered_at",
        "coalesce(" ~ change ~ ".ended_at, case when " ~ candidate ~ ".archived_at is null then "
        ~ lever_unified.now_utc() ~ " else " ~ change ~ ".entered_at end)"
    )) -}}
{% endmacro %}

{# A share of a whole, 0 to 1; null of nothing. #}
{% macro share(part, whole) %}
    {{- return("round(cast(" ~ part ~ " as " ~ dbt.type_numeric() ~ ") / nullif(" ~ whole ~ ", 0), 4)") -}}
{% endmacro %}
