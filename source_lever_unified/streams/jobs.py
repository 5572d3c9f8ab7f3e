from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypedDict

from source_lever_unified.lever.body import LeverObject
from source_lever_unified.lever.endpoint import Endpoint
from source_lever_unified.streams.base import PostingStream
from source_lever_unified.streams.personal_data import About, PersonalData
from source_lever_unified.streams.small_lists import USERS, Need
from source_lever_unified.unified.account import Account
from source_lever_unified.unified.confidentiality import is_confidential
from source_lever_unified.unified.department import department_id, team_id
from source_lever_unified.unified.employment_type import employment_type
from source_lever_unified.unified.integration_field import IntegrationField, integration_fields
from source_lever_unified.unified.posting import (
    PostingRow,
    posting_html,
    posting_places,
    posting_row,
    posting_state,
    posting_visibility,
)
from source_lever_unified.unified.row import NamedReference, Ref, Timestamp
from source_lever_unified.unified.salary_period import salary_period
from source_lever_unified.unified.values import (
    items,
    mapping,
    number,
    objects,
    reference,
    references,
    text,
    texts,
    timestamp,
    word,
)


class JobLocation(TypedDict):
    raw: Annotated[str | None, Field(description="Lever's free text for the place.")]
    country: Annotated[
        str | None,
        Field(
            description="ISO 3166-1 alpha-2. Lever has one country per posting, that of its first location; "
            "null for the others."
        ),
    ]


class HiringTeam(TypedDict):
    hiring_managers: Annotated[
        list[NamedReference], Ref("users"), Field(description="The posting's hiring manager: none or one in Lever.")
    ]
    recruiters: Annotated[
        list[NamedReference],
        Ref("users"),
        Field(description="The posting's owner, who looks after its candidates: none or one in Lever."),
    ]


class DescriptionSection(TypedDict):
    title: Annotated[str | None, Field(description="Heading of the list.")]
    html: Annotated[str | None, Field(description="Its points, as Lever's HTML.")]


class Job(PostingRow):
    name: Annotated[str | None, Field(description="Title of the posting.")]
    job_code: Annotated[
        str | None,
        Field(description="The first of the posting's requisition codes."),
    ]
    requisition_codes: Annotated[
        list[str] | None,
        Field(description="Codes of the posting's requisitions; which requisitions these are: requisition_jobs."),
    ]
    description: Annotated[
        str | None, Field(description="HTML, put together from the posting's description, lists and closing.")
    ]
    description_sections: Annotated[
        list[DescriptionSection] | None, Field(description="The posting's lists, which description holds as well.")
    ]
    tags: Annotated[list[str] | None, Field(description="The posting's own tags; they are not candidates' tags.")]
    confidential: Annotated[bool | None, Field(description="Whether the posting is confidential in Lever.")]
    remote_confidentiality: Annotated[
        str | None, Field(description="Lever's word behind confidential: non-confidential or confidential.")
    ]
    status: Annotated[
        str | None,
        Field(
            description="OPEN (Lever: published, internal), CLOSED (closed), DRAFT (draft, pending) or "
            "ARCHIVED (rejected); Lever's own word when it is none of these. Whether anyone can see an open "
            "job: visibility."
        ),
    ]
    visibility: Annotated[
        str | None,
        Field(
            description="PUBLIC (on the public job site), INTERNAL (for employees only), UNLISTED (for "
            "whoever has the link; Lever's state internal), CONFIDENTIAL, or null when the posting is not "
            "open."
        ),
    ]
    employment_type: Annotated[
        str | None,
        Field(
            description="FULL_TIME, PART_TIME, CONTRACT, SEASONAL or INTERNSHIP, derived from the text of "
            "the commitment; that text when nothing fits."
        ),
    ]
    remote_commitment: Annotated[
        str | None, Field(description="Lever's commitment, a text each account words for itself.")
    ]
    department: Annotated[
        str | None, Field(description="Department of the posting; its team when there is no department.")
    ]
    department_id: Annotated[
        str | None,
        Ref("departments"),
        Field(description="Unified id of the department; null when the posting has a team only."),
    ]
    team: Annotated[str | None, Field(description="Team of the posting, a part of the department.")]
    team_id: Annotated[
        str | None, Ref("departments"), Field(description="Unified id of the team, a department of type TEAM.")
    ]
    experience_level: Annotated[
        str | None, Field(description="Lever's level, which Lever deprecated; only old postings have one.")
    ]
    remote_work_status: Annotated[
        str | None,
        Field(
            description="REMOTE, HYBRID or ON_SITE; Lever's own word when it is none of these. Null for unspecified."
        ),
    ]
    remote_workplace_type: Annotated[
        str | None,
        Field(description="Lever's word behind remote_work_status: remote, hybrid, onsite, unspecified."),
    ]
    salary_amount: Annotated[
        float | None,
        Field(
            description="Derived: the salary when both ends of the range are the same, else null. In units "
            "of salary_currency per salary_period."
        ),
    ]
    salary_amount_from: Annotated[
        float | None, Field(description="Low end of the range, in units of salary_currency per salary_period.")
    ]
    salary_amount_to: Annotated[
        float | None, Field(description="High end of the range, in units of salary_currency per salary_period.")
    ]
    salary_currency: Annotated[str | None, Field(description="Currency of the range, usually ISO 4217.")]
    salary_period: Annotated[
        str | None,
        Field(
            description="What the amounts are paid for: YEAR, MONTH, TWO_WEEKS, WEEK, DAY or HOUR; Lever's "
            "own word for intervals that fit none, such as semi-month-salary or one-time."
        ),
    ]
    remote_salary_interval: Annotated[
        str | None, Field(description="Lever's word behind salary_period, such as per-year-salary.")
    ]
    location: Annotated[JobLocation | None, Field(description="The posting's first location.")]
    locations: Annotated[
        list[JobLocation] | None, Field(description="All locations of the posting, the first included.")
    ]
    office_ids: Annotated[
        list[str] | None, Ref("offices"), Field(description="Unified ids of the posting's locations, the first first.")
    ]
    post_url: Annotated[str | None, Field(description="The posting's page on the job site; null while it has none.")]
    remote_url: Annotated[str | None, Field(description="The posting's page in the Lever application.")]
    opened_at: Annotated[
        Timestamp | None,
        Field(
            description="Derived: when the posting was created. Lever does not record when it was "
            "published. Null for postings that were never open: draft, pending, rejected."
        ),
    ]
    closed_at: Annotated[
        Timestamp | None,
        Field(
            description="Derived: the last update of a closed posting. Lever does not record when it was "
            "closed, so this may be later than that. Null while it is not closed."
        ),
    ]
    contact_id: Annotated[
        str | None,
        Ref("users"),
        Field(description="The same as owner_id: the user who owns the posting, and not a person of contacts."),
    ]
    owner_id: Annotated[str | None, Ref("users"), Field(description="Unified id of the user who owns the posting.")]
    hiring_manager_id: Annotated[
        str | None, Ref("users"), Field(description="Unified id of the posting's hiring manager.")
    ]
    creator_id: Annotated[str | None, Ref("users"), Field(description="Unified id of the user who made the posting.")]
    follower_ids: Annotated[
        list[str] | None, Ref("users"), Field(description="Unified ids of the users who follow the posting.")
    ]
    hiring_team: Annotated[HiringTeam | None, Field(description="Who hires for the job, by name.")]
    custom_fields: Annotated[
        dict[str, Any] | None, Field(description="Always empty: Lever has no custom fields on a posting.")
    ]
    integration_fields: Annotated[
        list[IntegrationField] | None, Field(description="Lever's fields that no other field of this model carries.")
    ]


_STATUSES: Mapping[str | None, str] = {
    "published": "OPEN",
    "internal": "OPEN",
    "closed": "CLOSED",
    "draft": "DRAFT",
    "pending": "DRAFT",
    "rejected": "ARCHIVED",
}
_NEVER_OPENED = frozenset({"draft", "pending", "rejected"})

_REMOTE_WORK: Mapping[str | None, str | None] = {
    "remote": "REMOTE",
    "hybrid": "HYBRID",
    "onsite": "ON_SITE",
    "on-site": "ON_SITE",
    "unspecified": None,
}

_CARRIED = frozenset(
    {
        "categories",
        "confidentiality",
        "content",
        "country",
        "createdAt",
        "distributionChannels",
        "followers",
        "hiringManager",
        "id",
        "owner",
        "reqCode",
        "requisitionCodes",
        "salaryRange",
        "state",
        "tags",
        "text",
        "updatedAt",
        "user",
        "workplaceType",
    }
)


class Jobs(PostingStream):
    """A job, one per Lever posting.

    The names in `hiring_team` are copies: a renamed user does not bring the job again.
    """

    model = "job"
    row = Job
    known_by = "Lever's posting id"
    personal_data = PersonalData(About.PERSONAL, "names of the hiring team, pay, internal texts")
    deletions = Endpoint("/postings/deleted", "Postings", "postings:read:admin")
    needs = (Need(USERS, "The names in `hiring_team` of jobs stay null."),)

    @staticmethod
    def rows(posting: LeverObject, account: Account) -> Iterator[Job]:
        posting = mapping(posting)
        shared = posting_row("job", posting, account)
        if shared is None:
            return
        state = posting_state(posting)
        categories = mapping(posting.get("categories"))
        department, team = text(categories.get("department")), text(categories.get("team"))
        locations = _locations(categories, text(posting.get("country")))
        salary = mapping(posting.get("salaryRange"))
        salary_from, salary_to = number(salary.get("min")), number(salary.get("max"))
        confidentiality = text(posting.get("confidentiality"))
        codes = texts([*items(posting.get("requisitionCodes")), posting.get("reqCode")])
        owner, manager = reference(posting.get("owner")), reference(posting.get("hiringManager"))
        workplace = word(posting.get("workplaceType"))
        yield {
            **shared,
            "name": text(posting.get("text")),
            "job_code": codes[0] if codes else None,
            "requisition_codes": codes,
            "description": posting_html(posting),
            "description_sections": _sections(posting),
            "tags": texts(posting.get("tags")),
            "confidential": is_confidential(confidentiality),
            "remote_confidentiality": confidentiality,
            "status": _STATUSES.get(state, text(posting.get("state"))),
            "visibility": posting_visibility(posting),
            "employment_type": employment_type(categories.get("commitment")),
            "remote_commitment": text(categories.get("commitment")),
            "department": department or team,
            "department_id": department_id(department, account),
            "team": team,
            "team_id": team_id(department, team, account),
            "experience_level": text(categories.get("level")),
            "remote_work_status": _REMOTE_WORK.get(workplace, text(posting.get("workplaceType"))),
            "remote_workplace_type": text(posting.get("workplaceType")),
            "salary_amount": salary_from if salary_from == salary_to else None,
            "salary_amount_from": salary_from,
            "salary_amount_to": salary_to,
            "salary_currency": text(salary.get("currency")),
            "salary_period": salary_period(salary.get("interval")),
            "remote_salary_interval": text(salary.get("interval")),
            "location": locations[0] if locations else None,
            "locations": locations,
            "office_ids": [account.id("office", place) for place in posting_places(categories)],
            "post_url": text(mapping(posting.get("urls")).get("show")),
            "remote_url": f"{account.app_url}/jobs/postings/edit/{shared['remote_id']}",
            "opened_at": None if state in _NEVER_OPENED else timestamp(posting.get("createdAt")),
            "closed_at": timestamp(posting.get("updatedAt")) if state == "closed" else None,
            "contact_id": account.id_of("user", owner),
            "owner_id": account.id_of("user", owner),
            "hiring_manager_id": account.id_of("user", manager),
            "creator_id": account.id_of("user", reference(posting.get("user"))),
            "follower_ids": [account.id("user", user) for user in references(posting.get("followers"))],
            "hiring_team": {
                "hiring_managers": _named(manager, posting.get("hiringManager"), account),
                "recruiters": _named(owner, posting.get("owner"), account),
            },
            "custom_fields": {},
            "integration_fields": integration_fields(posting, _CARRIED),
        }


def _sections(posting: LeverObject) -> list[DescriptionSection]:
    blocks = objects(mapping(posting.get("content")).get("lists"))
    return [{"title": text(block.get("text")), "html": text(block.get("content"))} for block in blocks]


def _locations(categories: LeverObject, country: str | None) -> list[JobLocation]:
    """The country is that of the first location; a posting may have a country and no location."""
    first = text(categories.get("location"))
    locations: list[JobLocation] = []
    if first is not None or country is not None:
        locations.append({"raw": first, "country": country})
    for place in texts(categories.get("allLocations")):
        if place != first:
            locations.append({"raw": place, "country": None})
    return locations


def _named(lever_id: str | None, user: Any, account: Account) -> list[NamedReference]:
    if lever_id is None:
        return []
    known = user if isinstance(user, dict) else mapping(account.users.get(lever_id))
    return [{"id": account.id("user", lever_id), "name": text(known.get("name"))}]
