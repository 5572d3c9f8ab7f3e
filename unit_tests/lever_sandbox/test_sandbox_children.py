"""The lists below an opportunity, and EEO responses: shapes, oddities, switches."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from lever_sandbox import Account, Sandbox
from unit_tests.lever_sandbox.lever_client import NOW, Lever

Json = dict[str, Any]
LATER = NOW + 3_600_000


@pytest.fixture(scope="module")
def large() -> Account:
    return Account(1600, seed=9, now=NOW)


def everything(account: Account, kind: str) -> Iterator[Json]:
    for one in account.find_opportunities(confidential=None):
        yield from account.children(one, kind)


def has(account: Account, kind: str) -> str:
    return next(one for one in account.find_opportunities() if account.children(one, kind))


def test_feedback_has_pending_and_deleted_forms_in_every_vocabulary(large: Account) -> None:
    forms = list(everything(large, "feedback"))
    assert {form["type"] for form in forms} == {"interview", "assignment", "share"}
    assert any(form["completedAt"] is None for form in forms)
    assert any(form["completedAt"] is None and any(field["value"] for field in form["fields"]) for form in forms)
    assert any(form["deletedAt"] and any(field["value"] for field in form["fields"]) for form in forms)
    assert any(form["interview"] is None for form in forms)
    ratings = [[field for field in form["fields"] if field["type"] == "score-system"] for form in forms]
    assert {field["value"] for found in ratings for field in found} >= {"4 - Strong Hire", "3 - Yes", "Gut", None}
    assert {len(found) for found in ratings} == {1, 2}
    assert any("id" not in field for form in forms for field in form["fields"])


def test_interviews_name_completed_forms_only(large: Account) -> None:
    left_out = 0
    for one in large.find_opportunities(has_interviews=True):
        forms = large.children(one, "feedback")
        for interview in large.interviews(one):
            own = [form for form in forms if form["interview"] == interview["id"]]
            completed = {form["id"] for form in own if form["completedAt"] and form["deletedAt"] is None}
            assert set(interview["feedbackForms"]) == completed
            left_out += len(own) - len(completed)
    assert left_out > 5


def test_panels_hold_their_interviews_and_a_few_hold_none(large: Account) -> None:
    sizes = []
    for one in large.find_opportunities(has_interviews=True):
        panels = {panel["id"]: panel for panel in large.children(one, "panels")}
        sizes += [len(panel["interviews"]) for panel in panels.values()]
        for interview in large.interviews(one):
            inside = [part for part in panels[interview["panel"]]["interviews"] if part["id"] == interview["id"]]
            assert [part["date"] for part in inside] == [interview["date"]]
        for panel in panels.values():
            assert ("start" in panel) == ("end" in panel) == bool(panel["interviews"])
            assert panel["interviews"] or panel["canceledAt"]
    assert {0, 1, 2, 3} <= set(sizes)


def test_notes_have_threads_scores_secrets_and_deleted_texts(large: Account) -> None:
    notes = list(everything(large, "notes"))
    assert any(note["secret"] for note in notes)
    assert any(note["user"] is None for note in notes)
    assert any(note["deletedAt"] and note["fields"][0]["value"] for note in notes)
    assert {len(note["fields"]) for note in notes} >= {1, 2}
    assert {comment["score"] for note in notes for comment in note["fields"]} == {None, 1, 2, 3, 4}


def test_resumes_can_lack_a_file_or_what_was_read_in_it(large: Account) -> None:
    resumes = list(everything(large, "resumes"))
    assert any("file" not in resume for resume in resumes)
    assert any(resume.get("file", {}) is None for resume in resumes)
    assert any("parsedData" not in resume for resume in resumes)
    assert any(resume.get("parsedData", {}) is None for resume in resumes)
    positions = [one for resume in resumes for one in (resume.get("parsedData") or {}).get("positions") or ()]
    assert {"end" in position for position in positions} == {True, False}
    assert {(resume.get("file") or {}).get("status") for resume in resumes} >= {"processed", "unsupported", "error"}


def test_what_is_left_out_by_lean_readers_holds_nothing(large: Account) -> None:
    """Who did not touch an opportunity has written, scheduled and added nothing; only imports could."""
    early_stages = {stage["id"] for stage in large.stages() if stage["pipeline"] in ("lead", "applicant")}
    checked = 0
    for one in large.find_opportunities(confidential=None):
        body = large.opportunity(one)
        last, created = body["lastInteractionAt"], body["createdAt"]
        moves = [change["updatedAt"] for change in body["stageChanges"]]
        quiet = max(last, body["lastAdvancedAt"]) - created <= 1_000 and len(moves) == 1 and not body["snoozedUntil"]
        archived = [(body["archived"] or {}).get("archivedAt", 0)]
        explained = any(abs(last - at) <= 1_000 for at in [created, body["lastAdvancedAt"], *moves, *archived])
        early = explained and {change["toStageId"] for change in body["stageChanges"]} <= early_stages
        if quiet or early:
            checked += 1
            assert not large.interviews(one)
            assert not large.children(one, "panels")
            assert not large.children(one, "feedback")
        if quiet:
            assert not large.children(one, "notes")
            assert not large.children(one, "forms")
            application = large.application(one)
            if body["origin"] != "applied" and (application is None or application["type"] == "user"):
                assert not large.children(one, "files")
    assert checked > 500


def test_the_last_interaction_is_never_before_anything_that_is_one(large: Account) -> None:
    for one in large.find_opportunities(confidential=None):
        last = large.opportunity(one)["lastInteractionAt"]
        created = large.opportunity(one)["createdAt"]
        times = [form["createdAt"] for form in large.children(one, "feedback")]
        times += [comment["createdAt"] for note in large.children(one, "notes") for comment in note["fields"]]
        times += [file["uploadedAt"] for file in large.children(one, "files") if file["uploadedAt"] > created + 1_000]
        times += [panel["createdAt"] for panel in large.children(one, "panels")]
        assert not times or max(times) <= last


def test_given_a_change_then_what_was_derived_stays_as_it_was(large: Account) -> None:
    one = next(one for one in large.find_opportunities() if len(large.children(one, "notes")) > 1)
    kinds = ("feedback", "notes", "resumes", "files", "forms")
    before = {kind: large.children(one, kind) for kind in kinds}
    large.move_stage(one, "offer")
    large.archive(one, hired=True)
    assert {kind: large.children(one, kind) for kind in kinds} == before


def test_given_paging_of_resumes_and_files_then_400_unless_switched(lever: Lever, sandbox: Sandbox) -> None:
    one = sandbox.account.find_opportunities()[0]
    for kind in ("resumes", "files"):
        assert lever.ask(f"/opportunities/{one}/{kind}", limit=100).status_code == 400
        assert lever.ask(f"/opportunities/{one}/{kind}").status_code == 200
    sandbox.settings.documents_accept_limit = True
    assert lever.ask(f"/opportunities/{one}/resumes", limit=100).status_code == 200


def test_given_no_resume_then_an_empty_list_or_404(lever: Lever, sandbox: Sandbox) -> None:
    path = f"/opportunities/{sandbox.account.create_opportunity()}/resumes"
    assert lever.read(path) == []
    sandbox.settings.resumes_empty_404 = True
    assert lever.ask(path).status_code == 404


def test_given_the_switches_then_files_come_bare_and_their_numbers_as_texts(lever: Lever, sandbox: Sandbox) -> None:
    one = sandbox.account.create_opportunity()
    sandbox.account.add_file(one)
    sandbox.settings.update({"files_bare_array": True, "file_numbers_as_strings": True})
    (file,) = lever.ask(f"/opportunities/{one}/files").json()
    assert (type(file["uploadedAt"]), type(file["size"])) == (str, str)
    assert lever.read(f"/opportunities/{one}/files/{file['id']}")["id"] == file["id"]


@pytest.mark.parametrize("envelope", ["list", "object", "bare"])
def test_given_the_switches_then_profile_forms_come_in_each_envelope(
    lever: Lever, sandbox: Sandbox, envelope: str
) -> None:
    one = sandbox.account.create_opportunity()
    form = sandbox.account.add_profile_form(one, secret=True)
    sandbox.settings.update({"forms_envelope": envelope, "form_numbers_as_strings": True})
    answer = lever.ask(f"/opportunities/{one}/forms").json()
    data = answer if envelope == "bare" else answer["data"]
    shown = data if envelope == "object" else data[0]
    assert shown["id"] == form
    assert "secret" not in shown
    assert type(shown["createdAt"]) is str
    sandbox.settings.update({"forms_envelope": "list", "secret_forms_shown": False})
    assert lever.read(f"/opportunities/{one}/forms") == []


def test_given_a_download_then_the_promised_bytes(lever: Lever, sandbox: Sandbox) -> None:
    account = sandbox.account
    one = account.create_opportunity()
    file, resume = account.add_file(one), account.add_resume(one, name="cv.docx")
    for kind, identifier in (("files", file), ("resumes", resume)):
        (item,) = lever.read(f"/opportunities/{one}/{kind}")
        answer = lever.ask(f"/opportunities/{one}/{kind}/{identifier}/download")
        assert len(answer.content) == item.get("file", item)["size"]
        assert identifier.encode() in answer.content
    assert answer.headers["Content-Type"].endswith("wordprocessingml.document")
    sandbox.settings.downloads_redirect = True
    redirected = lever.ask(f"/opportunities/{one}/resumes/{resume}/download")
    assert [step.status_code for step in redirected.history] == [302]
    assert redirected.content == answer.content


def test_given_what_lever_could_not_read_then_422_and_without_a_file_404(lever: Lever, sandbox: Sandbox) -> None:
    account = sandbox.account
    one = account.create_opportunity()
    for status in ("unsupported", "error", "processing"):
        file = account.add_file(one, status=status)
        assert lever.ask(f"/opportunities/{one}/files/{file}/download").status_code == 422
    profile = account.add_resume(one, name=None)
    assert lever.ask(f"/opportunities/{one}/resumes/{profile}/download").status_code == 404


def test_given_time_then_processing_ends_without_a_signal(lever: Lever, sandbox: Sandbox) -> None:
    account = sandbox.account
    one = account.create_opportunity()
    account.add_file(one, processing_for=60_000)
    account.add_resume(one, processing_for=60_000, parsed={"positions": [], "schools": []})
    before = account.opportunity(one)

    def statuses() -> list[Any]:
        (file,), (resume,) = (lever.read(f"/opportunities/{one}/{kind}") for kind in ("files", "resumes"))
        return [file["status"], resume["file"]["status"], resume["parsedData"]]

    assert statuses() == ["processing", "processing", None]
    account.advance(60_000)
    assert statuses() == ["processed", "processed", {"positions": [], "schools": []}]
    assert account.opportunity(one) == before


def test_given_a_signed_offer_then_each_of_its_documents_can_be_read(lever: Lever, sandbox: Sandbox) -> None:
    account = sandbox.account
    one = account.create_opportunity(posting_id=account.find_postings(state="published")[0])
    path = f"/opportunities/{one}/offers/{account.add_offer(one, status='sent')}/download"
    assert lever.ask(path, status="signed").status_code == 404
    account.set_offer_status(account.offers(one)[0]["id"], "signed")
    documents = {lever.ask(path, status=status).content for status in ("sent", "signed")}
    assert len(documents) == 2
    assert lever.ask(path).content in documents


def test_given_deleted_children_then_lists_hold_them_unless_switched(lever: Lever, sandbox: Sandbox) -> None:
    account = sandbox.account
    one = account.create_opportunity()
    note, form, profile = account.add_note(one), account.add_feedback(one), account.add_profile_form(one)
    account.delete_note(one, note)
    account.delete_feedback(one, form)
    account.delete_profile_form(one, profile)
    for kind in ("notes", "feedback", "forms"):
        (item,) = lever.read(f"/opportunities/{one}/{kind}")
        assert item["deletedAt"] == account.now
        assert item["fields"]
    sandbox.settings.deleted_children_listed = False
    for kind, identifier in (("notes", note), ("feedback", form), ("forms", profile)):
        assert lever.read(f"/opportunities/{one}/{kind}") == []
        assert lever.read(f"/opportunities/{one}/{kind}/{identifier}")["deletedAt"]


def test_given_the_switches_then_secret_notes_are_hidden_and_invited_people_decline(
    lever: Lever, sandbox: Sandbox
) -> None:
    account = sandbox.account
    one = account.create_opportunity()
    account.add_note(one, secret=True)
    interview = account.add_interview(one)
    assert len(lever.read(f"/opportunities/{one}/notes")) == 1
    sandbox.settings.secret_notes_shown = False
    assert lever.read(f"/opportunities/{one}/notes") == []
    account.answer_invitation(interview, account.users()[0]["id"], "declined")
    (panel,) = lever.read(f"/opportunities/{one}/panels")
    assert panel["interviews"][0]["interviewers"][0]["responseStatus"] == "declined"


def test_given_no_window_then_eeo_responses_of_the_last_week_only(lever: Lever, sandbox: Sandbox) -> None:
    everybody = lever.read_all("/eeo/responses/pii", created_at_start=0, limit=20)
    recent = lever.read_all("/eeo/responses/pii")
    assert {item["id"] for item in recent} == {
        item["id"] for item in everybody if NOW - item["appliedAt"] <= 7 * 86_400_000
    }
    assert len(recent) < len(everybody)
    assert len({item["id"] for item in everybody}) == len(everybody)
    answered = [{key for key in ("gender", "race", "veteran", "disability") if key in item} for item in everybody]
    assert len({frozenset(keys) for keys in answered}) > 2
    assert sandbox.requests.summary()["unknown_parameters"] == {}


def test_given_the_switches_then_eeo_responses_in_the_other_envelope_and_by_the_other_time(
    lever: Lever, sandbox: Sandbox
) -> None:
    account = sandbox.account
    one = account.find_opportunities(has_application=True)[0]
    account.answer_eeo(one, {"gender": "Non-binary"}, responded_at=LATER)
    window = {"created_at_start": LATER, "created_at_end": LATER}
    assert lever.read("/eeo/responses/pii", **window) == []
    sandbox.settings.update({"eeo_filter": "responded", "eeo_envelope": "nested", "eeo_numbers_as_strings": True})
    (found,) = lever.read("/eeo/responses/pii", **window)["eeoResponses"]
    assert (found["opportunityId"], found["gender"]) == (one, "Non-binary")
    assert found["eeoSurveyRespondedAt"] == str(LATER)
    account.remove_eeo(one)
    assert lever.read("/eeo/responses/pii", **window)["eeoResponses"] == []


def test_given_the_switches_then_eeo_paging_is_refused_or_ignored_and_wide_windows_are_refused(
    lever: Lever, sandbox: Sandbox
) -> None:
    path = "/eeo/responses/pii"
    sandbox.settings.eeo_paging = "refused"
    assert lever.ask(path, created_at_start=0, limit=5).status_code == 400
    sandbox.settings.eeo_paging = "ignored"
    answer = lever.ask(path, created_at_start=0, limit=5).json()
    assert set(answer) == {"data"}
    assert len(answer["data"]) > 5
    sandbox.settings.eeo_longest_window = 86_400_000
    assert lever.ask(path, created_at_start=0).status_code == 400
    assert lever.ask(path, created_at_start=NOW - 1000).status_code == 200


@pytest.mark.parametrize("kind", ["feedback", "notes", "panels", "referrals", "forms", "resumes", "files"])
def test_given_a_key_without_a_kind_then_403_for_that_kind_only(lever: Lever, sandbox: Sandbox, kind: str) -> None:
    one = sandbox.account.find_opportunities()[0]
    assert lever.ask(f"/opportunities/{one}/{kind}", key=f"no-{kind}-key").status_code == 403
    assert lever.ask(f"/opportunities/{one}/interviews", key=f"no-{kind}-key").status_code == 200


def test_given_keys_without_eeo_or_templates_then_403(lever: Lever) -> None:
    assert lever.ask("/eeo/responses/pii", key="no-eeo-responses-pii-key").status_code == 403
    assert lever.ask("/feedback_templates", key="no-feedback-templates-key").status_code == 403
