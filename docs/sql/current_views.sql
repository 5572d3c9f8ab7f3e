-- One view per stream with the rows that are true now. What the rule is: docs/deletions-and-current-rows.md.
--
-- Expects the 17 tables as a destination with "append + deduped" writes them: one row per id, the one with the newest
-- changed_at. Run it in their schema, or put the schema before every name. No functions and no types: this is meant to
-- run on any SQL database. Where `create or replace view` is unknown, drop the views first.

-- Rows of their own: true until deleted.

create or replace view current_users as
select * from users where remote_deleted_at is null;

create or replace view current_application_stages as
select * from application_stages where remote_deleted_at is null;

create or replace view current_rejection_reasons as
select * from rejection_reasons where remote_deleted_at is null;

create or replace view current_tags as
select * from tags where remote_deleted_at is null;

create or replace view current_jobs as
select * from jobs where remote_deleted_at is null;

create or replace view current_candidates as
select * from candidates where remote_deleted_at is null;

-- Rows that hang on a job: true while they are as new as the job.

create or replace view current_job_postings as
select child.*
from job_postings child
join current_jobs parent on parent.id = child.job_id
where child.remote_deleted_at is null and child.changed_at >= parent.changed_at;

create or replace view current_job_hiring_team_members as
select child.*
from job_hiring_team_members child
join current_jobs parent on parent.id = child.job_id
where child.remote_deleted_at is null and child.changed_at >= parent.changed_at;

create or replace view current_job_application_stages as
select child.*
from job_application_stages child
join current_jobs parent on parent.id = child.job_id
where child.remote_deleted_at is null and child.changed_at >= parent.changed_at;

create or replace view current_job_screening_questions as
select child.*
from job_screening_questions child
join current_jobs parent on parent.id = child.job_id
where child.remote_deleted_at is null and child.changed_at >= parent.changed_at;

-- A question belongs to no job. Current are those that a current job asks; the table keeps the others.

create or replace view current_screening_questions as
select *
from screening_questions
where remote_deleted_at is null
    and id in (select question_id from current_job_screening_questions);

-- Rows that hang on a candidate: true while they are as new as the candidate.

create or replace view current_applications as
select child.*
from applications child
join current_candidates parent on parent.id = child.candidate_id
where child.remote_deleted_at is null and child.changed_at >= parent.changed_at;

create or replace view current_candidate_tags as
select child.*
from candidate_tags child
join current_candidates parent on parent.id = child.candidate_id
where child.remote_deleted_at is null and child.changed_at >= parent.changed_at;

create or replace view current_application_stage_changes as
select child.*
from application_stage_changes child
join current_candidates parent on parent.id = child.candidate_id
where child.remote_deleted_at is null and child.changed_at >= parent.changed_at;

create or replace view current_interviews as
select child.*
from interviews child
join current_candidates parent on parent.id = child.candidate_id
where child.remote_deleted_at is null and child.changed_at >= parent.changed_at;

create or replace view current_offers as
select child.*
from offers child
join current_candidates parent on parent.id = child.candidate_id
where child.remote_deleted_at is null and child.changed_at >= parent.changed_at;

-- Rows that hang on an interview: true while they are as new as the interview, which must be true itself.

create or replace view current_interview_team_members as
select child.*
from interview_team_members child
join current_interviews parent on parent.id = child.interview_id
where child.remote_deleted_at is null and child.changed_at >= parent.changed_at;
