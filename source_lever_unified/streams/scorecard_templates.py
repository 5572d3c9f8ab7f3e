from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypedDict

from source_lever_unified.lever.body import LeverObject
from source_lever_unified.streams.base import SnapshotStream
from source_lever_unified.streams.personal_data import NONE
from source_lever_unified.streams.small_lists import FEEDBACK_TEMPLATES
from source_lever_unified.unified.account import Account
from source_lever_unified.unified.answers import AnswerType, answer_type, option_texts
from source_lever_unified.unified.row import Ref, RemoteRow, Timestamp
from source_lever_unified.unified.values import flag, mapping, objects, reference, text, timestamp


class TemplateGroup(TypedDict):
    remote_id: Annotated[str | None, Field(description="Lever's id of the group.")]
    name: Annotated[str | None, Field(description="Name of the group.")]


class Skill(TypedDict):
    title: Annotated[str | None, Field(description="The skill to rate.")]
    description: Annotated[str | None, Field(description="Explanation of the skill.")]


class TemplateQuestion(TypedDict):
    question_remote_id: Annotated[
        str | None,
        Field(description="Lever's id of the field: scorecard_answers.question_remote_id. Null on old templates."),
    ]
    title: Annotated[str | None, Field(description="The question.")]
    description: Annotated[str | None, Field(description="Explanation below the question.")]
    type: Annotated[
        AnswerType | None,
        Field(description="What kind of question it is, as scorecard_answers.type."),
    ]
    remote_type: Annotated[str | None, Field(description="Lever's word behind type, such as score-system.")]
    required: Annotated[bool | None, Field(description="Whether it must be answered.")]
    options: Annotated[list[str] | None, Field(description="Texts of its options; of a rating the best first.")]
    skills: Annotated[list[Skill] | None, Field(description="The skills to rate, of a scorecard field.")]


class ScorecardTemplate(RemoteRow):
    remote_created_at: Annotated[Timestamp | None, Field(description="When the template was created.")]
    remote_updated_at: Annotated[Timestamp | None, Field(description="When the template was last changed.")]
    name: Annotated[str | None, Field(description="Name of the template; names may repeat.")]
    instructions: Annotated[str | None, Field(description="What those who fill it in are asked to do.")]
    group: Annotated[TemplateGroup | None, Field(description="The group it stands in; null when in none.")]
    stage_id: Annotated[
        str | None, Ref("application_stages"), Field(description="Unified id of the stage it is meant for.")
    ]
    questions: Annotated[list[TemplateQuestion] | None, Field(description="Its fields, in Lever's order.")]


class ScorecardTemplates(SnapshotStream):
    """What feedback forms are made from.

    Lever lists active templates only: one that is deactivated becomes a tombstone, and comes back when it is activated
    again. The scorecards made from it keep its id.
    """

    model = "scorecard_template"
    row = ScorecardTemplate
    known_by = "Lever's id of the feedback template"
    personal_data = NONE
    source = FEEDBACK_TEMPLATES

    @staticmethod
    def rows(templates: Sequence[LeverObject], account: Account) -> Iterator[ScorecardTemplate]:
        for template in map(mapping, templates):
            lever_id = text(template.get("id"))
            # Lever's word for no template at all.
            if lever_id is None or lever_id == "no-feedback":
                continue
            yield {
                "id": account.id("scorecard_template", lever_id),
                "changed_at": account.changed_at(),
                "remote_deleted_at": None,
                "account_key": account.account_key,
                "remote_id": lever_id,
                "remote_data": account.remote_data({"/feedback_templates": template}),
                "remote_created_at": timestamp(template.get("createdAt")),
                "remote_updated_at": timestamp(template.get("updatedAt")),
                "name": text(template.get("text")),
                "instructions": text(template.get("instructions")),
                "group": _group(template.get("group")),
                "stage_id": account.id_of("application_stage", reference(template.get("stage"))),
                "questions": [_question(field) for field in objects(template.get("fields"))],
            }


def _group(group: Any) -> TemplateGroup | None:
    """Lever writes an empty text for none."""
    if not isinstance(group, dict):
        return None
    return {"remote_id": text(group.get("id")), "name": text(group.get("name"))}


def _question(field: LeverObject) -> TemplateQuestion:
    return {
        "question_remote_id": text(field.get("id")),
        "title": text(field.get("text")),
        "description": text(field.get("description")),
        "type": answer_type(field),
        "remote_type": text(field.get("type")),
        "required": flag(field.get("required")),
        "options": option_texts(field),
        "skills": [
            {"title": text(skill.get("text")), "description": text(skill.get("description"))}
            for skill in objects(field.get("scores"))
        ],
    }
