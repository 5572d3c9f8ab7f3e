"""The fields of Kombo's and Finch's models, as they published them: Kombo in its OpenAPI description of May 2026 and
its SDK 1.3.4, Finch in its OpenAPI description of December 2022. Names only, nested ones by path.
"""

from __future__ import annotations

_ROW = "id remote_id changed_at remote_deleted_at"
_JOIN_ROW = "id changed_at remote_deleted_at"
_PLACE = (
    "location.city location.country location.raw location.state location.street_1 location.street_2 location.zip_code"
)

_KOMBO = {
    "users": f"{_ROW} remote_data first_name last_name email status "
    "system_roles[].remote_id system_roles[].remote_label system_roles[].unified_type system_roles[].scope",
    "jobs": f"{_ROW} remote_created_at remote_updated_at remote_data custom_fields integration_fields name job_code "
    "description confidential weekly_hours employment_type status visibility category department post_url remote_url "
    "experience_level remote_work_status salary_amount salary_amount_from salary_amount_to salary_currency "
    f"salary_period {_PLACE} opened_at closed_at contact_id stages[] screening_questions[] job_postings[] "
    "hiring_team[] job_roles[]",
    "job_postings": f"{_ROW} title description_html status visibility job_id url remote_data remote_created_at "
    "remote_updated_at",
    "candidates": f"{_ROW} remote_created_at remote_updated_at remote_data custom_fields integration_fields "
    "first_name last_name company title confidential source phone_numbers[].phone_number phone_numbers[].type "
    "email_addresses[].email_address email_addresses[].type social_media[].link social_media[].type "
    f"social_media[].username {_PLACE} remote_url applications[] tags[]",
    "application_stages": f"{_ROW} remote_data name global_index status custom_fields",
    "applications": f"{_ROW} remote_created_at remote_updated_at remote_data outcome rejection_reason_name "
    "rejected_at current_stage_id job_id candidate_id screening_question_answers[].question.remote_id "
    "screening_question_answers[].question.title screening_question_answers[].question.type "
    "screening_question_answers[].answer.content screening_question_answers[].answer.choice "
    "screening_question_answers[].answer.choices screening_question_answers[].answer.checked "
    "screening_question_answers[].answer.number screening_question_answers[].answer.date "
    "screening_question_answers[].answer.raw remote_url custom_fields integration_fields candidate current_stage job "
    "interviews[] offers[]",
    "screening_questions": f"{_ROW} title description format.type format.display_type format.max_length format.min "
    "format.max format.accepted_mime_types format.max_file_size_bytes format.options[].id format.options[].name "
    "format.options[].remote_id format.raw_question category",
    "tags": f"{_ROW} name remote_data",
    "candidate_tags": f"{_JOIN_ROW} candidate_id tag_id",
    "interviews": f"{_ROW} remote_data title starting_at ending_at {_PLACE} application_id stage_id canceled "
    "video_conferencing_url remote_created_at remote_updated_at users[] application",
    "interview_team_members": f"{_JOIN_ROW} interview_id user_id",
    "offers": f"{_ROW} remote_created_at custom_fields integration_fields status application_id employment_start_date "
    "remote_updated_at remote_data application",
    "rejection_reasons": f"{_ROW} name remote_data",
    "job_application_stages": f"{_JOIN_ROW} index job_id stage_id",
    "job_screening_questions": f"{_JOIN_ROW} index required precondition_question_id precondition_options job_id "
    "question_id",
    "job_hiring_team_members": f"{_JOIN_ROW} roles job_id user_id",
    "roles": f"{_ROW} remote_label scope unified_type",
    "attachments": "id remote_id type data_url file_name content_type candidate_id application_id remote_created_at "
    "remote_updated_at",
}

_FINCH = {
    "Candidate": "id first_name last_name full_name emails[].data emails[].type phone_numbers[].data "
    "phone_numbers[].type created_at last_activity_at application_ids[]",
    "Application": "id candidate_id job_id offer_id stage.id stage.job_id stage.name rejected_at rejected_reason.text",
    "Job": "id name status department.name created_at closed_at hiring_team.hiring_managers[].name "
    "hiring_team.recruiters[].name",
    "Stage": "id job_id name",
    "Offer": "id application_id candidate_id job_id created_at updated_at status",
}

PUBLISHED = {
    "kombo": {model: set(fields.split()) for model, fields in _KOMBO.items()},
    "finch": {model: set(fields.split()) for model, fields in _FINCH.items()},
}
