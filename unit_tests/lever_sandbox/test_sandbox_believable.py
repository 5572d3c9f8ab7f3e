"""What a recruiter would find odd in an account does not happen in it, but for the special cases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Any, NamedTuple

import pytest

from lever_sandbox import Account
from lever_sandbox.opportunities import LEADING_CASES
from lever_sandbox.pay import PER_YEAR
from lever_sandbox.roles import OFFICES
from unit_tests.lever_sandbox.lever_client import NOW

Json = dict[str, Any]
DAY = 86_400_000


class Candidate(NamedTuple):
    opportunity: Json
    application: Json | None
    interviews: list[Json]
    offers: list[Json]


@pytest.fixture(scope="module")
def account() -> Account:
    return Account(2000, seed=4, now=NOW)


@pytest.fixture(scope="module")
def ordinary(account: Account) -> list[Candidate]:
    """Everybody but the special cases, which come first."""
    rows = list(account.rows.values())[len(LEADING_CASES) :]
    return [Candidate(row.body(), row.application_body(), row.interview_bodies(), row.offer_bodies()) for row in rows]


@pytest.fixture(scope="module")
def hired(account: Account, ordinary: list[Candidate]) -> list[Candidate]:
    reasons = {reason["id"] for reason in account.archive_reasons() if reason["type"] == "hired"}
    return [one for one in ordinary if (one.opportunity["archived"] or {}).get("reason") in reasons]


def local(at: int, utc_offset: int) -> datetime:
    return datetime.fromtimestamp(at / 1000, timezone(timedelta(milliseconds=utc_offset)))


def offsets() -> dict[str, int]:
    return {office.timezone: office.utc_offset for office in OFFICES.values()}


def test_who_is_hired_has_signed_an_offer_and_stands_in_the_last_stage(hired: list[Candidate]) -> None:
    assert 0.02 < len(hired) / 2000 < 0.1
    for one in hired:
        assert one.opportunity["stage"] == "offer"
        assert one.offers[-1]["status"] == "signed"


def test_a_hire_comes_in_the_order_of_life_and_takes_days_to_months(hired: list[Candidate]) -> None:
    for one in hired:
        created, end = one.opportunity["createdAt"], one.opportunity["archived"]["archivedAt"]
        offer = one.offers[-1]
        entered = one.opportunity["stageChanges"][-1]["updatedAt"]
        signed = offer["signatures"]["candidate"]["signedAt"]
        assert created < entered < offer["createdAt"] < offer["approvedAt"] < offer["sentAt"] < signed < end
        assert 5 * DAY < end - created < 250 * DAY


def test_offers_are_made_in_the_stage_for_them(ordinary: list[Candidate]) -> None:
    for one in ordinary:
        entered = [change["toStageId"] for change in one.opportunity["stageChanges"]]
        assert not one.offers or "offer" in entered


def test_some_decline_an_offer_and_some_withdraw(account: Account, ordinary: list[Candidate]) -> None:
    texts = {reason["id"]: reason["text"] for reason in account.archive_reasons()}
    given = [texts[one.opportunity["archived"]["reason"]] for one in ordinary if one.opportunity["archived"]]
    for text in ("Withdrew", "Candidate declined offer", "Position closed", "Underqualified"):
        assert given.count(text) > 3


def yearly(amount: float, interval: str) -> float:
    return amount * PER_YEAR[interval]


def test_pay_fits_its_interval_and_currency(account: Account, ordinary: list[Candidate]) -> None:
    bounds = {"EUR": (12_000, 180_000), "USD": (15_000, 250_000), "BRL": (25_000, 400_000), "JPY": (1.5e6, 2e7)}
    paid = [
        account.posting(one)["salaryRange"] for one in account.find_postings() if "salaryRange" in account.posting(one)
    ]
    found = [(pay[end], pay["interval"], pay["currency"]) for pay in paid for end in ("min", "max")]
    for offer in (offer for one in ordinary for offer in one.offers):
        fields = {field["identifier"]: field["value"] for field in offer["fields"]}
        found.append((float(fields["salary_amount"]), fields["salary_interval"], fields["compensation_currency"]))
    assert len({interval for _, interval, _ in found}) > 4
    for amount, interval, currency in found:
        low, high = bounds[currency]
        assert low < yearly(amount, interval) < high


def test_origin_source_and_type_of_application_agree_mostly(ordinary: list[Candidate]) -> None:
    referred = [one for one in ordinary if one.application and one.opportunity["origin"] == "referred"]
    agreeing = [
        one
        for one in referred
        if one.application and one.application["type"] == "referral" and "Referral" in one.opportunity["sources"]
    ]
    assert 0.6 < len(agreeing) / len(referred) < 1
    for one in agreeing:
        assert one.application
        assert one.application["user"]
        assert [form["type"] for form in one.application["customQuestions"]] in (["referral"], [])


def test_referred_candidates_are_hired_more_often_than_those_of_job_boards(
    ordinary: list[Candidate], hired: list[Candidate]
) -> None:
    def rate(source: str) -> float:
        of_source = [one for one in ordinary if source in one.opportunity["sources"][:1]]
        return sum(source in one.opportunity["sources"][:1] for one in hired) / len(of_source)

    assert rate("Referral") > 1.5 * max(rate("Job site"), rate("Indeed"))


def test_departments_have_funnels_of_their_own(account: Account, ordinary: list[Candidate]) -> None:
    review = next(stage["id"] for stage in account.stages() if stage["text"] == "Application review")
    reached: dict[str, list[bool]] = defaultdict(list)
    for one in ordinary:
        entered = [change["toStageId"] for change in one.opportunity["stageChanges"]]
        if one.application and review in entered:
            reached[account.postings[one.application["posting"]].department].append("offer" in entered)
    rates = {department: sum(found) / len(found) for department, found in reached.items()}
    assert rates["Operations"] > 1.5 * rates["Engineering"] > 0


def sittings(ordinary: list[Candidate]) -> Iterator[Json]:
    return (interview for one in ordinary for interview in one.interviews)


def test_interviews_take_place_in_office_hours_on_weekdays(ordinary: list[Candidate]) -> None:
    for interview in sittings(ordinary):
        begins = local(interview["date"], offsets()[interview.get("timezone", "Europe/Amsterdam")])
        if "timezone" in interview:
            assert begins.weekday() < 5
            assert 9 <= begins.hour < 19


def test_interviews_are_made_in_their_stage_and_held_before_it_is_left(ordinary: list[Candidate]) -> None:
    held = 0
    for one in ordinary:
        entered = {change["toStageId"]: change["updatedAt"] for change in one.opportunity["stageChanges"]}
        archived = one.opportunity["archived"]
        for interview in one.interviews:
            assert entered[interview["stage"]] < interview["createdAt"] < interview["date"]
            assert archived is None or interview["date"] < archived["archivedAt"]
            held += interview["date"] < NOW
    assert held > 200


def test_interviewers_carry_different_loads(ordinary: list[Candidate]) -> None:
    load: dict[str, int] = defaultdict(int)
    for interview in sittings(ordinary):
        for person in interview["interviewers"]:
            load[person["id"]] += 1
    assert len(load) > 8
    assert max(load.values()) > 5 * sorted(load.values())[len(load) // 2] / 2


def test_people_apply_at_any_hour_but_less_at_night(account: Account, ordinary: list[Candidate]) -> None:
    hours = [
        local(one.application["createdAt"], account.postings[one.application["posting"]].office.utc_offset).hour
        for one in ordinary
        if one.application and one.application["type"] == "posting"
    ]
    night, noon = (sum(hour in span for hour in hours) for span in (range(2, 6), range(11, 15)))
    assert 0 < night < noon / 3


def test_stages_are_changed_by_people_at_work(ordinary: list[Candidate]) -> None:
    moved = [change["updatedAt"] for one in ordinary for change in one.opportunity["stageChanges"][1:]]
    assert sum(local(at, 0).weekday() < 5 for at in moved) > 0.98 * len(moved)


def test_archiving_is_the_last_step_and_nothing_lies_ahead(ordinary: list[Candidate]) -> None:
    archived = [one.opportunity for one in ordinary if one.opportunity["archived"]]
    in_order = [item["archived"]["archivedAt"] > item["stageChanges"][-1]["updatedAt"] for item in archived]
    assert sum(in_order) > 0.98 * len(archived)
    for one in ordinary:
        times = [change["updatedAt"] for change in one.opportunity["stageChanges"]]
        assert max(*times, one.opportunity["lastInteractionAt"], one.opportunity["createdAt"]) <= NOW


def test_the_open_pipeline_is_young(ordinary: list[Candidate]) -> None:
    ages = sorted((NOW - one.opportunity["createdAt"]) / DAY for one in ordinary if one.opportunity["archived"] is None)
    assert len(ages) > 60
    assert ages[len(ages) // 2] < 40
    assert ages[len(ages) * 8 // 10] < 150


def test_the_company_grows(ordinary: list[Candidate]) -> None:
    by_age = [0] * 4
    for one in ordinary:
        age = (NOW - one.opportunity["createdAt"]) // (365 * DAY)
        if age < 4:
            by_age[age] += 1
    assert by_age == sorted(by_age, reverse=True)


def test_nobody_applies_for_a_posting_that_is_not_open(account: Account, ordinary: list[Candidate]) -> None:
    for one in ordinary:
        if one.application and one.opportunity["origin"] == "applied":
            posting = account.postings[one.application["posting"]]
            assert posting.opened_at <= one.application["createdAt"] < (posting.closes_at or NOW)


def test_requisitions_count_the_hires_made_for_them(account: Account, hired: list[Candidate]) -> None:
    made: dict[str, int] = defaultdict(int)
    for one in hired:
        assert one.application
        posting = account.posting(one.application["posting"])
        requisition = one.application["requisitionForHire"]
        assert (requisition or {}).get("requisitionCode") in (posting["requisitionCodes"] or [None])
        if requisition:
            made[requisition["id"]] += 1
    assert sum(made.values()) > 30
    for item in account.requisitions:
        assert item["headcountHired"] >= made[item["id"]]
        assert item["headcountTotal"] == "unlimited" or item["headcountTotal"] >= item["headcountHired"]
