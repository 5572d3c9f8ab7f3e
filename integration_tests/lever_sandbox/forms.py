"""Application forms: the account's question sets, what a posting asks, and what a candidate answered."""

from __future__ import annotations

from random import Random

from lever_sandbox.clock import DAY
from lever_sandbox.identifiers import new_id
from lever_sandbox.jsontypes import Json

#: Every documented question type, one word Lever has never been seen to use, and `note`, a text block.
QUESTION_SETS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Basics",
        (
            ("yes-no", "Are you allowed to work in the country of this job?"),
            ("date", "When could you start?"),
            ("currency", "What yearly salary do you expect?"),
        ),
    ),
    (
        "Data roles",
        (
            ("multiple-select", "Which warehouses have you used?"),
            ("textarea", "Tell us about a pipeline you are proud of"),
            ("score", "How well do you know SQL?"),
        ),
    ),
    (
        "Background",
        (
            ("university", "Where did you study?"),
            ("dropdown", "How did you hear about us?"),
            ("file-upload", "Attach a work sample"),
        ),
    ),
    (
        "Warehouse shifts 🏭",
        (
            ("note", "The early shift starts at 05:00."),
            ("multiple-choice", "Which shift suits you?"),
            ("text", "Nearest train station"),
        ),
    ),
    ("Experiments", (("video-answer", "Introduce yourself in one minute"), ("text", ""))),
)

_OPTIONS = {
    "Which warehouses have you used?": ("Snowflake", "BigQuery", "Redshift", "Databricks"),
    "How did you hear about us?": ("A friend", "Job board", "Conference", "Andere Quelle"),
    "Which shift suits you?": ("Early", "Late", "Night"),
    "How well do you know SQL?": ("1", "2", "3", "4"),
}

_EEO_OPTIONS = {
    "gender": ("Gender", ("Female", "Male", "Decline to self-identify")),
    "race": (
        "Race",
        (
            "White (Not Hispanic or Latino)",
            "Black or African American (Not Hispanic or Latino)",
            "Hispanic or Latino",
            "Asian (Not Hispanic or Latino)",
            "Two or More Races (Not Hispanic or Latino)",
            "Decline to self-identify",
        ),
    ),
    "veteran": (
        "Veteran status",
        (
            "I am not a protected veteran",
            "I identify as one or more of the classifications of a protected veteran",
            "I decline to self-identify for protected veteran status",
        ),
    ),
    "disability": (
        "Disability status",
        (
            "No, I do not have a disability and have not had one in the past",
            "Yes, I have a disability, or have had one in the past",
            "I do not want to answer",
        ),
    ),
}


def build_question(rng: Random, kind: str, text: str) -> Json:
    """One question as /postings/:id/apply shows it: a field whose `value` is empty."""
    question: Json = {
        "description": "" if rng.random() < 0.7 else "Your answer is read by the <b>hiring team</b>.",
        "required": rng.random() < 0.4,
        "text": text,
        "type": kind,
        "id": new_id(rng),
    }
    if kind in ("dropdown", "multiple-choice", "multiple-select", "score"):
        options = _OPTIONS.get(text, ("Yes", "No", "Perhaps"))
        question["options"] = [{"text": option} for option in options]
        if kind == "dropdown":
            question["prompt"] = "Select one"
            question["options"] = [{"text": option, "optionId": new_id(rng)} for option in options]
    elif kind == "currency":
        question["currency"] = "EUR"
    elif kind == "university":
        question["prompt"] = "Select a university"
    question["value"] = [] if kind == "multiple-select" else None
    return question


def build_question_sets(rng: Random) -> list[Json]:
    """The account's reusable forms; the same question appears on every posting that uses its set."""
    return [
        {
            "id": new_id(rng),
            "text": name,
            "fields": [build_question(rng, kind, text) for kind, text in questions],
        }
        for name, questions in QUESTION_SETS
    ]


def eeo_questions(number: int) -> Json:
    """EEO questions have no id; which ones show depends on the posting's location."""
    names = ("gender", "race", "veteran") if number % 3 else ("gender", "race", "veteran", "disability")
    questions: Json = {}
    for name in names:
        text, options = _EEO_OPTIONS[name]
        questions[name] = {
            "description": None,
            "required": False,
            "text": text,
            "type": "dropdown",
            "options": [{"text": option, "optionId": option} for option in options],
            "prompt": text,
            "value": None,
        }
    if len(names) == 4:
        questions["disabilitySignature"] = _eeo_text("Your name", "text")
        questions["disabilitySignatureDate"] = _eeo_text("Date", "text")
    return questions


def _eeo_text(text: str, kind: str) -> Json:
    return {"description": None, "required": False, "text": text, "type": kind, "value": None}


PERSONAL_INFORMATION: tuple[Json, ...] = (
    {"text": "Full name", "name": "fullName", "type": "text", "required": True, "value": None},
    {"text": "Email", "name": "email", "type": "text", "required": True, "value": None},
    {"text": "Current company", "name": "currentCompany", "type": "text", "required": False, "value": None},
    {"text": "Phone", "name": "phone", "type": "text", "required": False, "value": None},
    {"text": "Resume/CV", "name": "resume", "type": "file-upload", "required": False, "value": None},
)
PROFILE_URLS: tuple[Json, ...] = (
    {"text": "LinkedIn", "name": "LinkedIn", "type": "text", "required": False, "value": None},
    {"text": "GitHub", "name": "GitHub", "type": "text", "required": False, "value": None},
)


def answer(rng: Random, question: Json, at: int) -> object:
    """A plausible `value`; about a third of the questions stay unanswered."""
    kind = question["type"]
    if kind == "note" or rng.random() < 0.33:
        return [] if kind == "multiple-select" else None
    options = [option["text"] for option in question.get("options", ())]
    match kind:
        case "yes-no":
            return "yes" if rng.random() < 0.7 else "no"
        case "date":
            return at + 30 * DAY
        case "currency":
            return 40_000 + 500 * int(rng.random() * 80)
        case "score":
            return 1 + int(rng.random() * 4)
        case "dropdown" | "multiple-choice":
            return options[int(rng.random() * len(options))]
        case "multiple-select":
            return options[: 1 + int(rng.random() * len(options))]
        case "file-upload":
            return {"id": new_id(rng), "ext": ".pdf", "name": "sample.pdf", "size": 48_211, "uploadedAt": at}
        case "university":
            return "Delft University"
        case _:
            return "I would rather tell you in person.\nReally – „wirklich“."


def answered_form(rng: Random, question_set: Json, at: int) -> Json:
    """A question set as an application carries it in `customQuestions`."""
    fields = []
    for question in question_set["fields"]:
        field = dict(question)
        field["value"] = answer(rng, question, at)
        fields.append(field)
    form: Json = {
        "id": new_id(rng),
        "type": "posting",
        "text": question_set["text"],
        "instructions": "",
        "fields": fields,
        "baseTemplateId": question_set["id"],
        "user": None,
        "stage": None,
        "createdAt": at,
        "completedAt": at,
    }
    if rng.random() < 0.05:
        # Forms and questions from before 2020 carry no ids.
        del form["id"]
        for field in fields[:1]:
            del field["id"]
    return form


#: When the account's referral form was made.
_REFERRAL_TEMPLATE_AT = 1_546_300_800_000


def as_custom_question(form: Json) -> Json:
    """A referral form as the application shows it.

    Recorded: same id and answers as in the list of referrals, but the template's `createdAt`, and never completed.
    """
    return {**form, "createdAt": _REFERRAL_TEMPLATE_AT, "completedAt": None}


def referral_form(
    rng: Random, referrer: str | None, at: int, *, by: str | None = None, name: str = "A colleague"
) -> Json:
    """A referral as its list shows it: answers about the candidate, not by the candidate.

    Recorded: `referrer` is null, and the name an answer, when somebody (`by`) added the form by hand.
    """
    return {
        "id": new_id(rng),
        "type": "referral",
        "text": "Referral",
        "instructions": "",
        "fields": [
            {
                "type": "text",
                "text": "Name of referrer",
                "description": "",
                "required": True,
                "value": name,
            },
            {
                "type": "dropdown",
                "text": "Relationship",
                "description": "",
                "required": True,
                "prompt": "Select one",
                "options": [{"text": "Former colleague"}, {"text": "Friend"}],
                "value": ("Former colleague", "Friend")[rng.random() < 0.4],
            },
            {
                "type": "textarea",
                "text": "Why should we hire them?",
                "description": "",
                "required": False,
                "value": "Calm under pressure." if rng.random() < 0.7 else None,
            },
        ],
        "baseTemplateId": "referral-default",
        "user": by or referrer,
        "referrer": referrer,
        "stage": "lead-new",
        "createdAt": at,
        "completedAt": at,
    }
