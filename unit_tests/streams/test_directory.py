"""The small lists that rows are made of besides Lever's objects."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest

from source_lever_unified.lever.errors import Forbidden, NotFound, Unintelligible
from source_lever_unified.lever.page import Page
from source_lever_unified.streams.directory import Directory
from source_lever_unified.streams.small_lists import NAMES_OF_REQUISITIONS, STAGES, Need

NAMES = Need(STAGES, "`stage.name` stays null.")
REQUIRED = Need(STAGES, "Nothing can be made.", required=True)


class Client:
    def __init__(self, *answers: Page | Exception) -> None:
        self._answers = answers
        self.asked = 0

    def pages(self, *_: Any) -> Iterator[Page]:
        self.asked += 1
        for answer in self._answers:
            if isinstance(answer, Exception):
                raise answer
            yield answer


def directory(client: Client, logger: logging.Logger) -> Directory:
    return Directory(client, logger, include_confidential=False)  # type: ignore[arg-type]


FORBIDDEN = Forbidden("/stages", "You may not.")


def test_given_two_who_need_a_list_then_it_is_asked_for_once(logger: logging.Logger) -> None:
    client = Client(Page([{"id": "offer", "text": "Offer"}], None))
    of_account = directory(client, logger)

    assert of_account.lookup(NAMES) == of_account.lookup(REQUIRED) == {"offer": {"id": "offer", "text": "Offer"}}
    assert client.asked == 1


def test_given_a_list_that_may_not_be_read_then_what_is_made_without_it_says_so(
    logger: logging.Logger, caplog: pytest.LogCaptureFixture
) -> None:
    of_account = directory(Client(FORBIDDEN), logger)

    assert of_account.lookup(NAMES) == {}
    assert "You may not. `stage.name` stays null." in caplog.text
    with pytest.raises(Forbidden):
        of_account.lookup(REQUIRED)


def test_given_a_list_that_every_account_has_when_it_is_not_found_then_nothing_is_made_without_it(
    logger: logging.Logger,
) -> None:
    with pytest.raises(NotFound):
        directory(Client(NotFound("/stages", "Lever has no /stages here (404).")), logger).lookup(NAMES)


def test_given_a_list_of_a_feature_that_is_off_then_its_rows_are_made_without_it(logger: logging.Logger) -> None:
    missing = Client(NotFound("/requisitions", "Lever has no /requisitions here (404)."))

    assert directory(missing, logger).lookup(NAMES_OF_REQUISITIONS) == {}


def test_given_a_row_without_its_key_then_nobody_who_needs_the_whole_list_takes_it_for_gone(
    logger: logging.Logger,
) -> None:
    of_account = directory(Client(Page([{"id": "offer"}], None, keyless=1)), logger)

    assert list(of_account.lookup(NAMES)) == ["offer"]
    with pytest.raises(Unintelligible, match="/stages"):
        of_account.lookup(REQUIRED)
