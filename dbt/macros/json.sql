{# The text at a key of an object. `column` with the alias of its table, which Redshift needs. #}
{% macro json_text(column, key) %}
    {{ return(adapter.dispatch("json_text", "lever_unified")(column, key)) }}
{% endmacro %}

{% macro default__json_text(column, key) %}
    {{ return("(" ~ column ~ " ->> '" ~ key ~ "')") }}
{% endmacro %}

{% macro snowflake__json_text(column, key) %}
    {{ return("cast(" ~ column ~ ":" ~ key ~ " as " ~ lever_unified.type_text() ~ ")") }}
{% endmacro %}

{% macro bigquery__json_text(column, key) %}
    {{ return("json_value(" ~ column ~ ", '$." ~ key ~ "')") }}
{% endmacro %}

{% macro redshift__json_text(column, key) %}
    {{ return("cast(" ~ column ~ "." ~ key ~ " as " ~ lever_unified.type_text() ~ ")") }}
{% endmacro %}


{# For a `from` clause: joins a row with each item of a list in it. A row with an empty list or none disappears. #}
{% macro each_of(column) %}
    {{ return(adapter.dispatch("each_of", "lever_unified")(column)) }}
{% endmacro %}

{% macro default__each_of(column) %}
    {{ exceptions.raise_compiler_error("lever_unified does not know how lists are read in " ~ target.type ~ ". It knows DuckDB, Postgres, Snowflake, BigQuery and Redshift. For another database, write a macro each_of for it and name your project first in a `dispatch` of dbt_project.yml.") }}
{% endmacro %}

{% macro duckdb__each_of(column) %}
    {{ return("cross join unnest(cast(" ~ column ~ " as json[])) with ordinality as item(value, place)") }}
{% endmacro %}

{% macro postgres__each_of(column) %}
    {{ return("cross join lateral jsonb_array_elements(case jsonb_typeof(" ~ column ~ ") when 'array' then " ~ column ~ " end) with ordinality as item(value, place)") }}
{% endmacro %}

{% macro snowflake__each_of(column) %}
    {{ return(", lateral flatten(input => " ~ column ~ ") item") }}
{% endmacro %}

{% macro bigquery__each_of(column) %}
    {{ return("cross join unnest(json_query_array(" ~ column ~ ")) as item with offset as place") }}
{% endmacro %}

{% macro redshift__each_of(column) %}
    {{ return(", " ~ column ~ " as item at place") }}
{% endmacro %}


{# Of an item of each_of: its position, for `order by` only, since some count from 0 and some from 1. #}
{% macro item_position() %}
    {{ return(adapter.dispatch("item_position", "lever_unified")()) }}
{% endmacro %}

{% macro default__item_position() %}
    {{ return("item.place") }}
{% endmacro %}

{% macro snowflake__item_position() %}
    {{ return("item.index") }}
{% endmacro %}

{% macro bigquery__item_position() %}
    {{ return("place") }}
{% endmacro %}

{% macro redshift__item_position() %}
    {{ return("place") }}
{% endmacro %}


{# Of an item of each_of: the text that it is, or with a key the text there. #}
{% macro item_text(key=none) %}
    {{ return(adapter.dispatch("item_text", "lever_unified")(key)) }}
{% endmacro %}

{% macro default__item_text(key) %}
    {{ return("(item.value ->> '$')" if key is none else lever_unified.json_text("item.value", key)) }}
{% endmacro %}

{% macro postgres__item_text(key) %}
    {{ return("(item.value #>> '{}')" if key is none else lever_unified.json_text("item.value", key)) }}
{% endmacro %}

{% macro snowflake__item_text(key) %}
    {{ return("cast(item.value as " ~ lever_unified.type_text() ~ ")" if key is none else lever_unified.json_text("item.value", key)) }}
{% endmacro %}

{% macro bigquery__item_text(key) %}
    {{ return("json_value(item)" if key is none else lever_unified.json_text("item", key)) }}
{% endmacro %}

{% macro redshift__item_text(key) %}
    {{ return("cast(item as " ~ lever_unified.type_text() ~ ")" if key is none else lever_unified.json_text("item", key)) }}
{% endmacro %}


{# A query: the texts of the list in a column, joined with a comma, by the row's id. #}
{% macro joined_texts(relation, column, key=none) %}
    select id, {{ dbt.listagg("item_text", "', '", "order by item_position") }} as joined
    from (
        select
            holder.id,
            {{ lever_unified.item_text(key) }} as item_text,
            {{ lever_unified.item_position() }} as item_position
        from {{ relation }} holder {{ lever_unified.each_of("holder." ~ column) }}
    ) items
    where item_text is not null
    group by id
{% endmacro %}


{# A query: the first LinkedIn and the first GitHub address in social_media, by the row's id. #}
{% macro profile_links(relation) %}
    select
        id,
        max(case when network = 'LINKEDIN' then link end) as linkedin_link,
        max(case when network = 'GITHUB' then link end) as github_link
    from (
        select
            id,
            network,
            link,
            row_number() over (partition by id, network order by item_position) as rank_in_network
        from (
            select
                holder.id,
                {{ lever_unified.item_text("type") }} as network,
                {{ lever_unified.item_text("link") }} as link,
                {{ lever_unified.item_position() }} as item_position
            from {{ relation }} holder {{ lever_unified.each_of("holder.social_media") }}
        ) items
    ) ordered
    where rank_in_network = 1
    group by id
{% endmacro %}
