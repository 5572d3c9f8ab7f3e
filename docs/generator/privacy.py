"""`docs/privacy.md`: which streams hold personal data, and how to have none of it."""

from __future__ import annotations

import json

from docs.generator.markdown import page, paragraph, table
from source_lever_unified.streams import STREAMS
from source_lever_unified.streams.base import LeverStream
from source_lever_unified.streams.personal_data import About

WITHOUT_REMOTE_DATA = {
    "credentials": {"auth_type": "Api Key", "api_key": "the key"},
    "include_remote_data": False,
    "include_eeo_responses": False,
}

_WORDS = {
    About.SENSITIVE: "Judgments of people, pay, and what the law protects most.",
    About.PERSONAL: "Names, contact details, and what was written about or by somebody.",
    About.IDS: "Who did or is what: ids, times and the account's own words, but no names, addresses or free text. "
    "To whom the ids belong stands in other streams and in Lever, so the law may still call these rows personal.",
    About.NONE: "How the account is set up. The words are the account's own: it is up to you that nobody writes a "
    "person's name into a tag, a source or a job advertisement.",
}


def privacy() -> str:
    return page(
        "# Personal data",
        paragraph(
            "What an applicant tracking system holds is about people. This page says which streams hold what, and how "
            "to read Lever without it. The columns in question: "
            "[what-bites.md](what-bites.md#personal-data-without-remote_data)."
        ),
        "## Which stream holds what",
        paragraph(
            "By columns. `remote_data` is Lever's whole object and may name people in any stream: it is filled unless "
            "`include_remote_data` is off."
        ),
        *(block for kind in reversed(list(About)) for block in _section(kind)),
        "## A warehouse that must hold none",
        "Switch `remote_data` off, and leave EEO responses off as they are:",
        f"```json\n{json.dumps(WITHOUT_REMOTE_DATA, indent=2)}\n```",
        paragraph(f"Select these streams and no other: {', '.join(f'`{stream.name}`' for stream in of(About.NONE))}."),
        paragraph(
            "`integration_tests/test_privacy.py` plants names, addresses and texts and finds none of them "
            f"in what these streams send, nor in the streams with {About.IDS.value}. The key needs no permission for "
            "anything else; what it may not read cannot leave Lever."
        ),
        "## EEO responses",
        paragraph(
            "`eeo_responses` is not in the catalog unless `include_eeo_responses` is on. The endpoint is asked for by "
            "this stream only. The questions, without anybody's answers, are in `screening_questions`."
        ),
        paragraph(
            "Answers are sent once and have no tombstones. Those of an application that was deleted leave "
            "`current_eeo_responses` and stay in the table; those of a candidate who was anonymized stay in both. "
            "Delete them there."
        ),
        "## Logs, states and tombstones",
        paragraph(
            "Nothing of a person is written to the log at any level: paths are named without ids, and bodies never. "
            "States hold ids, times and fingerprints of eight characters. A deleted row keeps its ids and times and "
            "nothing else. The same test reads at debug level and looks for what it planted."
        ),
        paragraph(
            "What was sent stays in the destination until it is deleted there: a candidate who is anonymized in Lever "
            "comes again with `is_anonymized`, and a deduplicated table then holds the new row only. Airbyte's raw "
            "tables and tables of *append* connections keep the old ones."
        ),
    )


def of(kind: About) -> list[type[LeverStream]]:
    return [stream for stream in STREAMS if stream.personal_data.about is kind]


def _section(kind: About) -> list[str]:
    title = f"### {kind.value.capitalize()}"
    streams = of(kind)
    if kind is About.NONE:
        return [title, paragraph(_WORDS[kind]), paragraph(f"{', '.join(f'`{stream.name}`' for stream in streams)}.")]
    rows = [(f"[{stream.name}](streams.md#{stream.name})", stream.personal_data.what) for stream in streams]
    return [title, paragraph(_WORDS[kind]), table(("Stream", "What"), rows)]
