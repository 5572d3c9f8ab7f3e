"""What people do in Lever between and during syncs.

A change that does not apply (an offer is to be signed, and there is none) does nothing. A *quiet* change does not touch
the parent: it happens only where the connector promises to look again, an opportunity with an open offer or with an
interview whose end is not a day past, and the form of an open posting.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from unit_tests.simulation.account import (
    CHANNELS,
    DAY_MS,
    OPEN_STATES,
    TAGS,
    Account,
    Candidacy,
    LeverObject,
    Vacancy,
)
from unit_tests.simulation.brief import Brief

FINAL = ("signed", "denied")
_NEXT_STATUS = {"draft": "sent", "sent": "signed"}
_MOST_ROWS = 16


@dataclass(frozen=True, repr=False)
class Change(Brief):
    """`which`: of several that it may concern; counted round."""

    kind: str
    which: int = 0
    quiet: bool = False

    def apply(self, account: Account) -> None:
        _KINDS[self.kind](account, self.which, self.quiet)
        account.version += 1


def _touch(account: Account, opportunity: LeverObject, *, interaction: bool = True) -> None:
    now = account.now()
    opportunity["updatedAt"] = now
    if interaction:
        opportunity["lastInteractionAt"] = now


def _opportunity(account: Account, which: int) -> LeverObject | None:
    found = list(account.opportunities.values())
    return found[which % len(found)] if found else None


def _posting(account: Account, which: int) -> LeverObject | None:
    found = list(account.postings.values())
    return found[which % len(found)] if found else None


def _on_opportunity(
    change: Callable[[Account, LeverObject, int], None], *, interaction: bool = True
) -> Callable[[Account, int, bool], None]:
    def apply(account: Account, which: int, quiet: bool) -> None:  # noqa: ARG001
        opportunity = _opportunity(account, which)
        if opportunity is not None:
            change(account, opportunity, which)
            if opportunity["id"] in account.opportunities:
                _touch(account, opportunity, interaction=interaction)

    return apply


def _on_posting(change: Callable[[Account, LeverObject, int], None]) -> Callable[[Account, int, bool], None]:
    def apply(account: Account, which: int, quiet: bool) -> None:  # noqa: ARG001
        posting = _posting(account, which)
        if posting is not None:
            change(account, posting, which)
            posting["updatedAt"] = account.now()

    return apply


def _may_be_quiet_about_offers(account: Account, opportunity: str) -> bool:
    return any(offer["status"] not in FINAL for offer in account.offers[opportunity].values())


def _may_be_quiet_about_interviews(account: Account, opportunity: str) -> bool:
    interviews = account.interviews[opportunity].values()
    return any(interview["date"] + interview["duration"] * 60_000 + DAY_MS > account.now() for interview in interviews)


def _may_be_quiet_about_notes(account: Account, opportunity: str) -> bool:
    notes = [note for note in account.notes[opportunity].values() if note["deletedAt"] is None]
    return any(note["fields"][-1]["createdAt"] + DAY_MS > account.now() for note in notes)


def _may_be_quiet_about_feedback(account: Account, opportunity: str) -> bool:
    forms = account.feedback[opportunity].values()
    return any(form["completedAt"] is None and form["deletedAt"] is None for form in forms) or any(
        max(form["updatedAt"], form["deletedAt"] or 0) + 7 * DAY_MS > account.now() for form in forms
    )


def _may_be_quiet_about_resumes(account: Account, opportunity: str) -> bool:
    """What is read out of resumes is looked at again for their sake only, not for a file's."""
    return any(resume["file"]["status"] == "processing" for resume in account.resumes[opportunity].values())


def _may_be_quiet_about_documents(account: Account, opportunity: str) -> bool:
    files = account.files[opportunity].values()
    return _may_be_quiet_about_resumes(account, opportunity) or any(file["status"] == "processing" for file in files)


def _may_be_quiet_about_panels(account: Account, opportunity: str) -> bool:
    return any(panel["end"] + DAY_MS > account.now() for panel in account.panels[opportunity].values())


def _never_quiet(account: Account, opportunity: str) -> bool:  # noqa: ARG001 - it comes with its candidate only
    return False


def _on_children(
    may_be_quiet: Callable[[Account, str], bool],
    change: Callable[[Account, str, int], None],
    *,
    removes: bool = False,
    interaction: bool = True,
) -> Callable[[Account, int, bool], None]:
    def apply(account: Account, which: int, quiet: bool) -> None:
        opportunity = _opportunity(account, which)
        if opportunity is not None:
            watched = may_be_quiet(account, opportunity["id"])
            change(account, opportunity["id"], which)
            if not (quiet and watched) or (removes and account.careful):
                _touch(account, opportunity, interaction=interaction)

    return apply


_on_offers = partial(_on_children, _may_be_quiet_about_offers, interaction=False)
_on_interviews = partial(_on_children, _may_be_quiet_about_interviews)
_on_notes = partial(_on_children, _may_be_quiet_about_notes)
_on_feedback = partial(_on_children, _may_be_quiet_about_feedback)
_on_panels = partial(_on_children, _may_be_quiet_about_panels)
_on_forms = partial(_on_children, _never_quiet, interaction=False)


def _drop_from(kind: str) -> Callable[[Account, str, int], None]:
    def drop(account: Account, opportunity: str, which: int) -> None:
        children = account.sublists[kind][opportunity]
        if children:
            del children[list(children)[which % len(children)]]

    return drop


def _delete_in(kind: str) -> Callable[[Account, str, int], None]:
    """Lever goes on listing it."""

    def delete(account: Account, opportunity: str, which: int) -> None:
        children = list(account.sublists[kind][opportunity].values())
        if children:
            children[which % len(children)]["deletedAt"] = account.now()

    return delete


def _create_opportunity(account: Account, which: int, quiet: bool) -> None:  # noqa: ARG001
    if len(account.opportunities) < _MOST_ROWS:
        account.add_opportunity(
            Candidacy(
                stage=which,
                posting=which,
                offers=("draft",) * (which % 2),
                interviews=which % 3,
                tags=which % 3,
                papers=which % 3,
            ),
            at=account.now() - 6,
        )


def _move_stage(account: Account, opportunity: LeverObject, which: int) -> None:
    stages = list(account.stages)
    index = (account.stage_rank(opportunity) + 1 + which) % len(stages)
    now = account.now()
    opportunity.update(stage=stages[index], lastAdvancedAt=now)
    opportunity["stageChanges"].append({"toStageId": stages[index], "toStageIndex": index, "updatedAt": now})


def _archive(account: Account, opportunity: LeverObject, which: int) -> None:
    reasons = list(account.reasons)
    archived = (
        None if opportunity["archived"] else {"reason": reasons[which % len(reasons)], "archivedAt": account.now()}
    )
    opportunity["archived"] = archived
    for application in opportunity["applications"]:
        application["archived"] = archived


def _edit(account: Account, opportunity: LeverObject, which: int) -> None:  # noqa: ARG001
    opportunity["headline"] = f"as of {account.now()}"


def _tag(account: Account, opportunity: LeverObject, which: int) -> None:
    tag = TAGS[which % len(TAGS)]
    if tag in opportunity["tags"]:
        opportunity["tags"].remove(tag)
    else:
        opportunity["tags"].append(tag)
        account.tags.setdefault(tag, {"text": tag, "count": 1})


def _delete_opportunity(account: Account, opportunity: LeverObject, which: int) -> None:
    lever_id = opportunity["id"]
    del account.opportunities[lever_id]
    for children in account.sublists.values():
        del children[lever_id]
    now = account.now()
    account.deleted["opportunities"].append({"id": lever_id, "deletedAt": now})
    if which % 2:
        for application in opportunity["applications"]:
            account.deleted["applications"].append({"id": application["id"], "deletedAt": now})


def _add_offer(account: Account, opportunity: str, which: int) -> None:
    if len(account.offers[opportunity]) < 3:
        account.add_offer(opportunity, ("draft", "sent", "signed")[which % 3], at=account.now())


def _advance_offer(account: Account, opportunity: str, which: int) -> None:  # noqa: ARG001
    for offer in account.offers[opportunity].values():
        if offer["status"] in _NEXT_STATUS:
            offer["status"] = _NEXT_STATUS[offer["status"]]
            offer["sentAt"] = account.now()
            return


def _add_interview(account: Account, opportunity: str, which: int) -> None:
    if len(account.interviews[opportunity]) < 3:
        now = account.now()
        account.add_interview(opportunity, at=now, starts_at=now + (which % 3) * DAY_MS)


def _change_interview(account: Account, opportunity: str, which: int) -> None:
    interviews = list(account.interviews[opportunity].values())
    if not interviews:
        return
    interview = interviews[which % len(interviews)]
    if which % 3 == 0:
        interview["date"] = account.now() + DAY_MS
    elif which % 3 == 1:
        interview["canceledAt"] = account.now()
    else:
        interview["interviewers"] = interview["interviewers"][1:] or [{"id": user} for user in account.users]


def _write_note(account: Account, opportunity: str, which: int) -> None:
    notes = [note for note in account.notes[opportunity].values() if note["deletedAt"] is None]
    if notes and which % 2:
        notes[which % len(notes)]["fields"].append({"type": "note", "value": "And so on", "createdAt": account.now()})
    elif len(account.notes[opportunity]) < 3:
        account.add_note(opportunity, at=account.now())


def _ask_for_feedback(account: Account, opportunity: str, which: int) -> None:
    if len(account.feedback[opportunity]) < 3:
        account.add_feedback(opportunity, at=account.now(), completed=bool(which % 2))


def _rate(account: Account, opportunity: str, which: int) -> None:
    forms = list(account.feedback[opportunity].values())
    if forms:
        form, now = forms[which % len(forms)], account.now()
        form.update(completedAt=form["completedAt"] or now, updatedAt=now)
        form["fields"][which % 2]["value"] = "4 - Strong hire" if which % 3 else "2 - No"


def _add_document(account: Account, opportunity: str, which: int) -> None:
    add = account.add_resume if which % 2 else account.add_file
    if len(account.resumes[opportunity]) + len(account.files[opportunity]) < 5:
        add(opportunity, at=account.now())


def _process_documents(account: Account, opportunity: str, which: int) -> None:  # noqa: ARG001
    for resume in account.resumes[opportunity].values():
        resume["file"]["status"] = "processed"
    for file in account.files[opportunity].values():
        file["status"] = "processed"


def _drop_document(account: Account, opportunity: str, which: int) -> None:
    _drop_from("resumes" if which % 2 else "files")(account, opportunity, which)


def _set_up_panel(account: Account, opportunity: str, which: int) -> None:
    if len(account.panels[opportunity]) < 3:
        now = account.now()
        account.add_panel(opportunity, at=now, ends_at=now + (which % 3) * DAY_MS)


def _change_panel(account: Account, opportunity: str, which: int) -> None:
    panels = list(account.panels[opportunity].values())
    if not panels:
        return
    panel = panels[which % len(panels)]
    if which % 2:
        panel["canceledAt"] = account.now()
    else:
        panel["end"] = account.now() + DAY_MS


def _fill_in(kind: str, add: Callable[..., None]) -> Callable[[Account, str, int], None]:
    def fill_in(account: Account, opportunity: str, which: int) -> None:
        forms = list(account.sublists[kind][opportunity].values())
        if forms and which % 2:
            forms[which % len(forms)]["fields"][0]["value"] = f"As of {account.now()}"
        elif len(forms) < 3:
            add(account, opportunity, at=account.now())

    return fill_in


def _interact_with_an_old_one(account: Account, which: int, quiet: bool) -> None:  # noqa: ARG001
    """Interactions leave the `updatedAt` of an old opportunity null; scheduling an interview is one."""
    old = [opportunity for opportunity in account.opportunities.values() if opportunity["updatedAt"] is None]
    if old:
        opportunity = old[which % len(old)]
        opportunity["lastInteractionAt"] = account.now()
        _add_interview(account, opportunity["id"], which)


def _create_posting(account: Account, which: int, quiet: bool) -> None:  # noqa: ARG001
    if len(account.postings) < _MOST_ROWS:
        account.add_posting(Vacancy(channels=which % 3, questions=(which % 4,)), at=account.now())


def _edit_posting(account: Account, posting: LeverObject, which: int) -> None:  # noqa: ARG001
    posting["text"] = f"Job as of {account.now()}"


def _change_state(account: Account, posting: LeverObject, which: int) -> None:  # noqa: ARG001
    states = ("published", "internal", "closed", "draft")
    posting["state"] = states[(states.index(posting["state"]) + 1 + which) % len(states)]
    posting["distributionChannels"] = CHANNELS[0] if posting["state"] == "published" else None


def _change_channels(account: Account, posting: LeverObject, which: int) -> None:  # noqa: ARG001
    if posting["state"] == "published":
        posting["distributionChannels"] = CHANNELS[which % len(CHANNELS)]


def _change_team(account: Account, posting: LeverObject, which: int) -> None:
    users = list(account.users)
    posting["hiringManager"] = users[which % len(users)]


def _delete_posting(account: Account, which: int, quiet: bool) -> None:  # noqa: ARG001
    posting = _posting(account, which)
    if posting is not None:
        del account.postings[posting["id"]]
        del account.forms[posting["id"]]
        account.deleted["postings"].append({"id": posting["id"], "deletedAt": account.now()})


def _change_form(account: Account, which: int, quiet: bool) -> None:
    posting = _posting(account, which)
    if posting is None:
        return
    number, form = which % 4, account.forms[posting["id"]]
    removes = number in form
    if removes:
        form.remove(number)
    else:
        form.append(number)
    if not (quiet and posting["state"] in OPEN_STATES) or (removes and account.careful):
        posting["updatedAt"] = account.now()


def _rename_stage(account: Account, which: int, quiet: bool) -> None:  # noqa: ARG001
    stages = list(account.stages.values())
    stages[which % len(stages)]["text"] = f"Stage as of {account.now()}"


def _add_stage(account: Account, which: int, quiet: bool) -> None:  # noqa: ARG001
    if len(account.stages) < 6:
        account.add_stage()


def _remove_stage(account: Account, which: int, quiet: bool) -> None:  # noqa: ARG001
    used = {opportunity["stage"] for opportunity in account.opportunities.values()}
    unused = [stage for stage in account.stages if stage not in used]
    if unused and len(account.stages) > 1 and not account.careful:
        del account.stages[unused[which % len(unused)]]


def _change_user(account: Account, which: int, quiet: bool) -> None:  # noqa: ARG001
    users = list(account.users.values())
    users[which % len(users)]["deactivatedAt"] = account.now()


def _forget_tag(account: Account, which: int, quiet: bool) -> None:  # noqa: ARG001
    used = {tag for opportunity in account.opportunities.values() for tag in opportunity["tags"]}
    unused = [tag for tag in account.tags if tag not in used]
    if unused and not account.careful:
        del account.tags[unused[which % len(unused)]]


_KINDS: dict[str, Callable[[Account, int, bool], None]] = {
    "edit opportunity": _on_opportunity(_edit, interaction=False),
    "create opportunity": _create_opportunity,
    "move stage": _on_opportunity(_move_stage),
    "archive or bring back": _on_opportunity(_archive),
    "tag or untag": _on_opportunity(_tag, interaction=False),
    "delete opportunity": _on_opportunity(_delete_opportunity),
    "write note": _on_notes(_write_note),
    "delete note": _on_notes(_delete_in("notes"), removes=True),
    "ask for feedback": _on_feedback(_ask_for_feedback),
    "rate": _on_feedback(_rate),
    "delete feedback": _on_feedback(_delete_in("feedback"), removes=True),
    "add document": _on_children(_may_be_quiet_about_resumes, _add_document),
    "process documents": _on_children(_may_be_quiet_about_documents, _process_documents),
    # Never quietly: that a document is gone shows when its candidate comes next. So it is promised.
    "drop document": _on_children(_never_quiet, _drop_document),
    "set up panel": _on_panels(_set_up_panel),
    "change panel": _on_panels(_change_panel),
    "drop panel": _on_panels(_drop_from("panels"), removes=True),
    "refer": _on_forms(_fill_in("referrals", Account.add_referral)),
    "drop referral": _on_forms(_drop_from("referrals")),
    "fill in form": _on_forms(_fill_in("forms", Account.add_profile_form)),
    "delete form": _on_forms(_delete_in("forms")),
    "add offer": _on_offers(_add_offer),
    "advance offer": _on_offers(_advance_offer),
    "drop offer": _on_offers(_drop_from("offers"), removes=True),
    "add interview": _on_interviews(_add_interview),
    "change interview": _on_interviews(_change_interview, removes=True),
    "drop interview": _on_interviews(_drop_from("interviews"), removes=True),
    "edit posting": _on_posting(_edit_posting),
    "create posting": _create_posting,
    "change state": _on_posting(_change_state),
    "change channels": _on_posting(_change_channels),
    "change team": _on_posting(_change_team),
    "delete posting": _delete_posting,
    "change form": _change_form,
    "rename stage": _rename_stage,
    "add stage": _add_stage,
    "remove stage": _remove_stage,
    "change user": _change_user,
    "forget tag": _forget_tag,
    "interact with an old one": _interact_with_an_old_one,
}

OLD_ROWS = "interact with an old one"
USUAL = tuple(kind for kind in _KINDS if kind != OLD_ROWS)
EVERY = tuple(_KINDS)
