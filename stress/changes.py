"""What people do in Lever while the connector reads, as far as Lever shows it.

A change that moves no timestamp cannot be seen by any reader; docs/reliability.md lists those. Here all others happen.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import count

from lever_sandbox import Account


class People:
    """Changes something at random; the same seed and the same account give the same changes."""

    def __init__(self, account: Account, chance: random.Random) -> None:
        self._account = account
        self._chance = chance
        self._numbers = count(1)
        self.changes = 0
        self.broken: list[str] = []
        self._tags: list[str] = []
        self._users: list[str] = []
        self._reasons: list[str] = []
        self._managers = [user["id"] for user in account.users()]
        self._old_reasons = [reason["id"] for reason in account.archive_reasons() if reason["type"] == "non-hired"]
        self._doings: list[Callable[[], object]] = [
            self._create,
            self._create,
            self._move,
            self._move,
            self._tag,
            self._untag,
            self._archive,
            self._unarchive,
            self._anonymize,
            self._delete,
            self._delete,
            self._delete_application,
            self._interview,
            self._interview_goes,
            self._offer,
            self._offer_moves,
            self._posting,
            self._posting_changes,
            self._posting_goes,
            self._question,
            self._account_tag,
            self._user,
            self._archive_reason,
        ]

    def do(self, times: int = 1) -> None:
        for _ in range(times):
            doing = self._chance.choice(self._doings)
            try:
                doing()
            except Exception as broken:
                # In a hook of the sandbox it would look like a fault of Lever's.
                self.broken.append(f"{doing.__name__}: {broken!r}")
            self.changes += 1

    def _one(
        self,
        *,
        archived: bool | None = None,
        has_application: bool | None = None,
        has_interviews: bool | None = None,
        has_offers: bool | None = None,
        updated: bool | None = None,
    ) -> str | None:
        found = self._account.find_opportunities(
            archived=archived,
            has_application=has_application,
            has_interviews=has_interviews,
            has_offers=has_offers,
            updated=updated,
            confidential=None,
        )
        return self._chance.choice(found) if found else None

    def _create(self) -> None:
        posting = self._chance.choice([None, *self._account.find_postings(state="published")])
        self._account.create_opportunity(name=f"Newcomer {next(self._numbers)}", posting_id=posting)

    def _move(self) -> None:
        if one := self._one(archived=False):
            stage = self._chance.choice(self._account.stages())["id"]
            if self._account.opportunity(one)["stage"] != stage:
                self._account.move_stage(one, stage)

    def _tag(self) -> None:
        if one := self._one():
            self._account.add_tag(one, f"tag {self._chance.randrange(40)}")

    def _untag(self) -> None:
        one = self._one()
        if one and (tags := self._account.opportunity(one)["tags"]):
            self._account.remove_tag(one, self._chance.choice(tags))

    def _archive(self) -> None:
        if one := self._one(archived=False):
            hired = self._chance.random() < 0.3
            self._account.archive(one, hired=hired, reason_id=None if hired else self._chance.choice(self._old_reasons))

    def _unarchive(self) -> None:
        if one := self._one(archived=True):
            self._account.unarchive(one)

    def _anonymize(self) -> None:
        if self._chance.random() < 0.3 and (one := self._one()):
            self._account.anonymize(one)

    def _delete(self) -> None:
        if one := self._one():
            self._account.delete_opportunity(one)

    def _delete_application(self) -> None:
        if one := self._one(has_application=True):
            self._account.delete_application(one)

    def _interview(self) -> None:
        if one := self._one(archived=False):
            self._account.add_interview(one)

    def _interview_goes(self) -> None:
        one = self._one(has_interviews=True)
        if one and (interviews := self._account.interviews(one)):
            self._account.delete_interview(self._chance.choice(interviews)["id"], bump=True)

    def _offer(self) -> None:
        # An old opportunity keeps its null in `updatedAt`, and nothing would send its application again.
        if one := self._one(archived=False, has_application=True, updated=True):
            self._account.add_offer(one, bump=True)

    def _offer_moves(self) -> None:
        one = self._one(has_offers=True, updated=True)
        if one and (offers := self._account.offers(one)):
            self._account.set_offer_status(self._chance.choice(offers)["id"], "signed", bump=True)

    def _posting(self) -> None:
        self._account.create_posting(text=f"Job {next(self._numbers)}")

    def _posting_changes(self) -> None:
        posting = self._chance.choice(self._account.find_postings())
        self._account.set_hiring_manager(posting, self._chance.choice([*self._managers, None]))

    def _posting_goes(self) -> None:
        postings = self._account.find_postings()
        if len(postings) > 10:
            self._account.delete_posting(self._chance.choice(postings))

    def _question(self) -> None:
        posting = self._chance.choice(self._account.find_postings(form_readable=True))
        questions = self._account.questions(posting)
        if questions and self._chance.random() < 0.5:
            self._account.remove_question(posting, self._chance.choice(questions)["id"], bump=True)
        else:
            self._account.add_question(posting, text=f"Question {next(self._numbers)}?", bump=True)

    def _account_tag(self) -> None:
        self._come_or_go(
            self._tags,
            self._add_account_tag,
            self._account.remove_account_tag,
        )

    def _add_account_tag(self, number: int) -> str:
        text = f"account tag {number}"
        self._account.add_account_tag(text)
        return text

    def _user(self) -> None:
        self._come_or_go(
            self._users, lambda number: self._account.add_user(name=f"Colleague {number}"), self._account.remove_user
        )

    def _archive_reason(self) -> None:
        self._come_or_go(
            self._reasons,
            lambda number: self._account.add_archive_reason(f"Reason {number}"),
            self._account.remove_archive_reason,
        )

    def _come_or_go(self, there: list[str], add: Callable[[int], str], remove: Callable[[str], object]) -> None:
        """Only what nothing refers to goes: Lever does not say who carries a name that is gone."""
        if len(there) > 5:
            remove(there.pop(0))
        else:
            there.append(add(next(self._numbers)))
