"""`docs/unfilled-fields.md`: fields that stay empty, and why."""

from __future__ import annotations

from collections.abc import Mapping

from docs.generator.markdown import page, paragraph, table
from docs.generator.schema_fields import fields_of
from source_lever_unified.streams import STREAMS
from source_lever_unified.streams.interviews import Interviews
from source_lever_unified.streams.users import Users

LEVER_HAS_NONE: Mapping[str, str] = {
    "candidates.email_addresses[].type": "Lever knows addresses without a type.",
    "contacts.email_addresses[].type": "Lever knows addresses without a type.",
    "candidates.custom_fields": "Lever has no custom fields on an opportunity: the object is always empty.",
    "applications.custom_fields": "Lever has no custom fields on an application: the object is always empty.",
    "jobs.custom_fields": "Lever has no custom fields on a posting: the object is always empty.",
    "job_screening_questions.precondition_question_id": "Lever's forms show no question depending on another.",
    "job_screening_questions.precondition_options": "Lever's forms show no question depending on another.",
}

ONLY_WHEN_DELETED: Mapping[str, str] = {
    f"{stream.name}.remote_deleted_at": "Filled on tombstones only." for stream in STREAMS
}

NOT_IN_THE_SANDBOX: Mapping[str, str] = {
    "users.linked_contact_ids": "Filled from `linkedContactIds` of a user who is also a candidate; the sandbox has no "
    "such user.",
    "jobs.salary_amount": "Filled when both ends of the salary range are the same; in the sandbox they never are.",
    "candidates.consent_contact_expires_at": "Filled from `dataProtection`; in the sandbox no consent to be contacted "
    "ends.",
    **{
        f"{stream.name}.{field.path}": "Filled with keys that Lever has yet to add: all of today's have fields."
        for stream in (Users, Interviews)
        for field in fields_of(stream)
        if field.path.startswith("integration_fields")
    },
    "candidate_educations.summary": "Filled when the resume says something of a school beyond the degree.",
    "profile_forms.instructions": "Filled when the template has instructions; in the sandbox none has.",
    "referrals.instructions": "Filled when the template has instructions; in the sandbox none has.",
    "scorecard_templates.stage_id": "Filled when a template is meant for a stage; in the sandbox none is.",
    "scorecard_templates.questions[].description": "Filled when a question is explained; in the sandbox none is.",
    **{
        f"{prefix}{name}": "Filled when a form asks such a question; in the sandbox none of this kind does."
        for prefix, names in (
            ("scorecard_answers.", ("answer_number", "currency", "section")),
            ("profile_form_answers.", ("description", "section", "skill_index", "score", "comment")),
            (
                "referrals.answers[].",
                (
                    "skill_index",
                    "question_remote_id",
                    "description",
                    "section",
                    "answer_number",
                    "answer_boolean",
                    "answer_at",
                    "answer_choices",
                    "currency",
                    "score",
                    "comment",
                ),
            ),
        )
        for name in names
    },
}


def unfilled_fields() -> str:
    return page(
        "# Fields that stay empty",
        paragraph(
            "Every other field of every stream is filled in some row of a full sync of the test sandbox: "
            "`integration_tests/test_field_coverage.py` holds this page to it. Empty means null, an empty "
            "list or an empty object."
        ),
        "## Lever has no such thing",
        "Kept because other sources of the unified model fill them.",
        _fields(LEVER_HAS_NONE),
        "## Filled on deleted rows only",
        paragraph(
            "`remote_deleted_at` of every stream. All other fields of such a row are null, except `id`, `remote_id` "
            "and `changed_at`."
        ),
        "## Filled from Lever, but not in the sandbox",
        "No test has seen these through the whole connector; the mapping has unit tests.",
        _fields(NOT_IN_THE_SANDBOX),
    )


def _fields(fields: Mapping[str, str]) -> str:
    return table(("Field", "Why"), [(f"`{field}`", why) for field, why in fields.items()])
