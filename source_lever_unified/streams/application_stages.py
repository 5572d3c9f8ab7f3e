from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Literal

from pydantic import Field

from source_lever_unified.lever.body import LeverObject
from source_lever_unified.streams.base import SnapshotStream
from source_lever_unified.streams.personal_data import NONE
from source_lever_unified.streams.small_lists import DISPOSITIONS, STAGES, Need
from source_lever_unified.unified.account import Account
from source_lever_unified.unified.row import RemoteRow
from source_lever_unified.unified.values import flag, mapping, text


class ApplicationStage(RemoteRow):
    name: Annotated[str | None, Field(description="The stage's name.")]
    global_index: Annotated[int | None, Field(description="Position of the stage in the account's pipeline, from 0.")]
    pipeline: Annotated[
        str | None,
        Field(
            description="Part of the pipeline: lead, applicant, screen, onsite or offer. Null when the API "
            "key may not read /disposition_stages, which is common."
        ),
    ]
    has_interview: Annotated[
        bool | None,
        Field(
            description="Whether Lever prompts to schedule an interview in this stage; interviews can be scheduled in "
            "any. Null as pipeline."
        ),
    ]
    status: Annotated[
        Literal["ACTIVE", "INACTIVE"] | None,
        Field(description="Derived: ACTIVE for every stage Lever lists; one that goes gets remote_deleted_at."),
    ]


class ApplicationStages(SnapshotStream):
    """A stage of the account's one pipeline. Lever's built-in stages have plain words as ids, such as `lead-new`.

    `pipeline` and `has_interview` come from an endpoint that Lever does not document and many accounts may not read.
    """

    model = "application_stage"
    row = ApplicationStage
    known_by = "Lever's stage id, a word such as `lead-new` or a UUID"
    personal_data = NONE
    source = STAGES
    needs = (Need(DISPOSITIONS, "`pipeline` and `has_interview` of application_stages stay null."),)

    @staticmethod
    def rows(items: Sequence[LeverObject], account: Account) -> Iterator[ApplicationStage]:
        for index, stage in enumerate(map(mapping, items)):
            lever_id = text(stage.get("id"))
            if lever_id is None:
                continue
            payloads = {"/stages": stage}
            disposition = account.dispositions.get(lever_id)
            if disposition is not None:
                payloads["/disposition_stages"] = disposition
            yield {
                "id": account.id("application_stage", lever_id),
                "changed_at": account.changed_at(),
                "remote_deleted_at": None,
                "account_key": account.account_key,
                "remote_id": lever_id,
                "remote_data": account.remote_data(payloads),
                "name": text(stage.get("text")),
                "global_index": index,
                "pipeline": text(mapping(disposition).get("pipeline")),
                "has_interview": flag(mapping(disposition).get("hasInterview")),
                "status": "ACTIVE",
            }
