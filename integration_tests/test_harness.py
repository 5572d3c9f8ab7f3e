"""What the other tests rely on: a line of output that is no Airbyte message never goes unseen."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest

from connector import Json, output_of

LOG = b'{"type": "LOG", "log": {"level": "INFO", "message": "M\xc3\xbcller"}}\n'
CUT_IN_A_CHARACTER = LOG[: LOG.index(b"\xbc")]
KILLED = "os.kill(os.getpid(), signal.SIGKILL)"


def process_that(writes: bytes, then: str = "pass") -> subprocess.Popen[bytes]:
    program = f"import os, signal, time; os.write(1, {writes!r}); {then}"
    return subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def at_any(_message: Json) -> bool:
    return True


def test_given_whole_lines_when_read_then_they_are_the_messages() -> None:
    output = output_of(process_that(writes=LOG * 3, then="os._exit(7)"))

    assert output.exit_code == 7
    assert output.logs == "\n".join(["INFO: Müller"] * 3)


def test_given_a_process_killed_within_a_character_when_read_then_the_whole_lines_are_the_messages() -> None:
    output = output_of(process_that(writes=LOG + CUT_IN_A_CHARACTER, then=KILLED))

    assert output.exit_code == -9
    assert output.logs == "INFO: Müller"


def test_given_a_kill_at_a_message_when_read_then_what_was_written_before_it_is_still_read() -> None:
    output = output_of(process_that(writes=LOG * 2 + CUT_IN_A_CHARACTER, then="time.sleep(60)"), kill_when=at_any)

    assert output.exit_code == -9
    assert len(output.messages) == 2


def test_given_a_cut_last_line_of_a_process_that_was_not_killed_when_read_then_it_fails() -> None:
    with pytest.raises(AssertionError, match="ends in the middle of a line: 55 bytes that begin with"):
        output_of(process_that(writes=LOG + CUT_IN_A_CHARACTER))


@pytest.mark.parametrize("kill_when", [None, lambda _message: False], ids=["read", "to be killed"])
@pytest.mark.parametrize(
    "line", [b"Traceback (most recent call last):\n", b"\xff\xfe\n", b"\n", b"[1, 2]\n", b'{"no": "type"}\n']
)
def test_given_a_line_that_is_no_message_when_read_then_it_fails_and_shows_the_line(
    line: bytes, kill_when: Callable[[Json], bool] | None
) -> None:
    with pytest.raises(AssertionError) as failure:
        output_of(process_that(writes=LOG + line + LOG), kill_when)

    assert f"{len(line)} bytes that begin with {line!r}" in str(failure.value)


def test_given_a_line_that_is_no_message_from_a_killed_process_when_read_then_it_fails() -> None:
    with pytest.raises(AssertionError, match="not an Airbyte message"):
        output_of(process_that(writes=b"half a line\n", then=KILLED))
