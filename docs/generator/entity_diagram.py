"""`docs/entity-diagram.md`: how the streams join."""

from __future__ import annotations

from collections.abc import Iterable

from docs.generator.markdown import page, paragraph, table
from docs.generator.references import EXCEPTIONS, REFERENCES, Reference
from source_lever_unified.streams import STREAMS
from source_lever_unified.streams.base import OpportunityChild, OpportunityStream, WindowedStream

_OF_CANDIDATES = {
    stream.name for stream in STREAMS if issubclass(stream, (OpportunityStream, OpportunityChild, WindowedStream))
}
"""Streams whose references are drawn in the diagram of candidates; those of all others are in that of jobs."""


def entity_diagram() -> str:
    jobs = [reference for reference in REFERENCES if reference.stream not in _OF_CANDIDATES]
    candidates = [reference for reference in REFERENCES if reference.stream in _OF_CANDIDATES]
    return page(
        "# How the streams join",
        paragraph(
            "Every field below holds unified ids: it joins with the `id` of the stream it points to. Lines are "
            "labelled with the field."
        ),
        "## Candidates",
        _mermaid(candidates),
        "## Jobs",
        _mermaid(jobs),
        "## All joins",
        table(
            ("Field", "Joins with", "How many"),
            [
                (f"`{reference.stream}.{reference.path}`", f"`{reference.target}.id`", _how_many(reference))
                for reference in REFERENCES
            ],
        ),
        paragraph("Rows of `candidates` with the same `contact_id` are candidacies of one person."),
        paragraph(
            "`applications.screening_question_answers[].question.remote_id` joins with "
            "`screening_questions.remote_id`; a form of long ago may hold questions that no posting asks any more."
        ),
        "## Ids that lead nowhere",
        paragraph(
            "After a sync of all streams every id has its row, except for these. Join with `left join` where you do "
            "not want to lose the row:"
        ),
        table(("Missing in", "Why"), [(f"`{stream}`", why) for stream, why in EXCEPTIONS.items()]),
        "Besides, an id has no row when its stream is not selected, or when the API key may not read it.",
    )


def _mermaid(references: Iterable[Reference]) -> str:
    lines = [_edge(reference) for reference in references]
    return "\n".join(["```mermaid", "erDiagram", *lines, "```"])


def _edge(reference: Reference) -> str:
    target = "o{" if reference.is_list else "||" if reference.always else "o|"
    return f'    {reference.stream} }}o--{target} {reference.target} : "{reference.path}"'


def _how_many(reference: Reference) -> str:
    if reference.is_list:
        return "any number"
    return "exactly one" if reference.always else "one or none"
