from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from source_lever_unified.models.account import Account
from source_lever_unified.models.lever_values import LeverObject, mapping, text
from source_lever_unified.models.row import RemoteRow


class ApplicationStage(RemoteRow):
    """A stage of the account's one pipeline. Lever's built-in stages have plain words as ids, such as
    `lead-new`.
    """

    name: Annotated[str | None, Field(description="The stage's name.")]
    global_index: Annotated[int | None, Field(description="Position of the stage in the account's pipeline, from 0.")]
    pipeline: Annotated[
        str | None,
        Field(
            description="Part of the pipeline: lead, applicant, screen, onsite or offer. Null when the API "
            "key may not read /disposition_stages, which is common."
        ),
    ]
    status: Annotated[
        Literal["ACTIVE", "INACTIVE"] | None,
        Field(description="Derived: ACTIVE for every stage Lever lists; one that goes gets remote_deleted_at."),
    ]


def application_stages(
    stage: LeverObject, account: Account, index: int, disposition: LeverObject | None
) -> Iterator[ApplicationStage]:
    """The row of one of Lever's stages.

    Args:
        index: position in `/stages`, from 0.
        disposition: the same stage out of `/disposition_stages`, when that may be read.
    """
    stage = mapping(stage)
    lever_id = text(stage.get("id"))
    if lever_id is None:
        return
    payloads = {"/stages": stage}
    if disposition is not None:
        payloads["/disposition_stages"] = disposition
    yield {
        "id": account.id("application_stage", lever_id),
        "changed_at": account.changed_at(),
        "remote_deleted_at": None,
        "remote_id": lever_id,
        "remote_data": account.remote_data(payloads),
        "name": text(stage.get("text")),
        "global_index": index,
        "pipeline": text(mapping(disposition).get("pipeline")),
        "status": "ACTIVE",
    }
