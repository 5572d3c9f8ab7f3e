from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from source_lever_unified.config import Config
from source_lever_unified.lever.body import LeverObject
from source_lever_unified.lever.client import LeverClient
from source_lever_unified.lever.times import to_iso
from source_lever_unified.streams.base import BelongsTo, WindowedStream
from source_lever_unified.streams.eeo_list import RESPONSES, EeoList
from source_lever_unified.streams.personal_data import About, PersonalData
from source_lever_unified.unified.account import Account
from source_lever_unified.unified.eeo import (
    DisabilityStatus,
    Gender,
    Race,
    VeteranStatus,
    answered_at,
    disability_status,
    gender,
    moment,
    race,
    veteran_status,
)
from source_lever_unified.unified.row import Ref, RemoteRow, Timestamp
from source_lever_unified.unified.values import mapping, reference, text

_KEPT = (
    "applicationId",
    "opportunityId",
    "posting",
    "contact",
    "eeoSurveyRespondedAt",
    "appliedAt",
    "gender",
    "race",
    "veteran",
    "disability",
    "disabilitySignatureDate",
    "eeoResponseSource",
    "source",
)
"""The rest of Lever's object moves with the application, or names people who are not the applicant."""


class EeoResponse(RemoteRow):
    application_id: Annotated[
        str | None,
        Ref("applications", always=True),
        Field(description="Unified id of the application that was answered with."),
    ]
    candidate_id: Annotated[str | None, Ref("candidates"), Field(description="Unified id of its candidate.")]
    job_id: Annotated[str | None, Ref("jobs"), Field(description="Unified id of the job that was applied for.")]
    contact_id: Annotated[str | None, Ref("contacts"), Field(description="Unified id of the person.")]
    applied_at: Annotated[Timestamp | None, Field(description="When the person applied.")]
    submitted_at: Annotated[Timestamp | None, Field(description="When the person answered.")]
    gender: Annotated[
        Gender | None, Field(description="Derived from remote_gender; null when it was not answered or fits nothing.")
    ]
    race: Annotated[
        Race | None, Field(description="Derived from remote_race; null when it was not answered or fits nothing.")
    ]
    veteran_status: Annotated[
        VeteranStatus | None,
        Field(description="Derived from remote_veteran; null when it was not answered or fits nothing."),
    ]
    disability_status: Annotated[
        DisabilityStatus | None,
        Field(description="Derived from remote_disability; null when it was not answered or fits nothing."),
    ]
    remote_gender: Annotated[str | None, Field(description="The option that was chosen, in the form's words.")]
    remote_race: Annotated[str | None, Field(description="The option that was chosen, in the form's words.")]
    remote_veteran: Annotated[str | None, Field(description="The option that was chosen, in the form's words.")]
    remote_disability: Annotated[str | None, Field(description="The option that was chosen, in the form's words.")]
    disability_signed_on: Annotated[
        str | None, Field(description="The date beside that answer as the person wrote it, such as `11/21/2022`.")
    ]
    remote_source: Annotated[str | None, Field(description="Where the answers came from, in Lever's word.")]


class EeoResponses(WindowedStream):
    """What an applicant answered to the questions on equal employment opportunity, with the person.

    Sensitive by law in many places, so it is only there when `include_eeo_responses` is on. The answers are read in US
    words; those of other forms are in the `remote_` fields alone. Lever cannot be asked to leave out applications for
    confidential postings: with a key that may see those, their answers come even with `include_confidential` off.

    Where the application stands now is in `applications`: only what never changes is here. A later sync asks for the
    last 30 days before the one before, since some people answer late, and sends what was answered since.
    """

    model = "eeo_response"
    row = EeoResponse
    known_by = "Lever's id of the application"
    personal_data = PersonalData(About.SENSITIVE, "gender, race, veteran status and disability")
    endpoint = RESPONSES
    opt_in = "include_eeo_responses"
    belongs_to = BelongsTo("applications", "application_id")
    off = "Lever has no EEO responses here (404): the feature seems to be off in this account. Nothing was read."

    @classmethod
    def windows(cls, client: LeverClient, config: Config) -> EeoList:
        return EeoList(client, config)

    @staticmethod
    def rows(item: LeverObject, account: Account) -> Iterator[EeoResponse]:
        response = mapping(item)
        lever_id = text(response.get("applicationId"))
        if lever_id is None:
            return
        applied, answered = moment(response.get("appliedAt")), answered_at(response)
        yield {
            "id": account.id("eeo_response", lever_id),
            "changed_at": account.changed_at(applied, answered),
            "remote_deleted_at": None,
            "account_key": account.account_key,
            "remote_id": lever_id,
            "remote_data": account.remote_data(
                {RESPONSES.path: {key: response[key] for key in _KEPT if key in response}}
            ),
            "application_id": account.id("application", lever_id),
            "candidate_id": account.id_of("candidate", reference(response.get("opportunityId"))),
            "job_id": account.id_of("job", reference(response.get("posting"))),
            "contact_id": account.id_of("contact", reference(response.get("contact"))),
            "applied_at": None if applied is None else to_iso(applied),
            "submitted_at": None if answered is None else to_iso(answered),
            "gender": gender(response.get("gender")),
            "race": race(response.get("race")),
            "veteran_status": veteran_status(response.get("veteran")),
            "disability_status": disability_status(response.get("disability")),
            "remote_gender": text(response.get("gender")),
            "remote_race": text(response.get("race")),
            "remote_veteran": text(response.get("veteran")),
            "remote_disability": text(response.get("disability")),
            "disability_signed_on": text(response.get("disabilitySignatureDate")),
            "remote_source": text(response.get("eeoResponseSource")) or text(response.get("source")),
        }
