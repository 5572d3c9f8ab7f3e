-- Written by `python -m docs.generator`. Change that, not this file.
--
-- The views of streams that are offered only to those who ask for them in the config. Run it after current_views.sql.

-- Only with `include_eeo_responses`: rows that never change, true while their row of applications is, however old they are.

create or replace view current_eeo_responses as
select *
from eeo_responses
where remote_deleted_at is null
    and application_id in (select id from current_applications);
