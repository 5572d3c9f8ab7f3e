from __future__ import annotations

from source_lever_unified.streams.scorecard_templates import ScorecardTemplates
from unit_tests.lever_objects import ACCOUNT, SCREEN, SYNC_START_TEXT, TEMPLATE, feedback_template, only, question


def test_a_template() -> None:
    lever = feedback_template(fields=[question("scorecard", scores=[{"text": "Craft", "description": "Depth"}])])
    assert only(ScorecardTemplates.rows([lever], ACCOUNT)) == {
        "id": ACCOUNT.id("scorecard_template", TEMPLATE),
        "changed_at": SYNC_START_TEXT,
        "remote_deleted_at": None,
        "account_key": None,
        "remote_id": TEMPLATE,
        "remote_data": {"/feedback_templates": lever},
        "remote_created_at": "2025-05-01T00:00:00.000Z",
        "remote_updated_at": "2025-05-02T00:00:00.000Z",
        "name": "On-site feedback",
        "instructions": "Write what you saw.",
        "group": {"remote_id": "group-1", "name": "Interviews"},
        "stage_id": ACCOUNT.id("application_stage", SCREEN),
        "questions": [
            {
                "question_remote_id": "question-scorecard",
                "title": "A scorecard question",
                "description": None,
                "type": "RATING",
                "remote_type": "scorecard",
                "required": False,
                "options": [],
                "skills": [{"title": "Craft", "description": "Depth"}],
            }
        ],
    }


def test_given_the_empty_texts_that_lever_writes_for_none_then_there_is_no_group_and_no_stage() -> None:
    row = only(ScorecardTemplates.rows([feedback_template(group="", stage="")], ACCOUNT))
    assert (row["group"], row["stage_id"]) == (None, None)


def test_given_the_word_for_no_template_then_it_is_none() -> None:
    assert list(ScorecardTemplates.rows([feedback_template(id="no-feedback"), feedback_template(id="")], ACCOUNT)) == []
