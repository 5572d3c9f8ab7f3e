"""Resumes and files: what is known about them, what was read out of them, and their bytes."""

from __future__ import annotations

from random import Random
from typing import Any

from lever_sandbox.identifiers import new_id
from lever_sandbox.jsontypes import Json
from lever_sandbox.lives import Life
from lever_sandbox.people import COMPANIES
from lever_sandbox.timeline import YEAR

_RESUMES, _FILES = 3, 4
_TITLES = ("Data engineer", "Lagerist", "Account manager", "Driver", "Designer", "Analyst")
_SCHOOLS = (
    ("Delft University", "MSc", "Computer science"),
    ("TU Berlin", "B.Sc.", "Logistik"),
    ("Universidade de São Paulo", None, "Administração"),
    ("Erasmus University Rotterdam", "BA", None),
)
_AT_CREATION = (("CoverLetter.pdf", ".pdf"), ("Anschreiben Motivation.docx", ".docx"), ("portfolio.pdf", ".pdf"))
_LATER = (("take-home.zip", ".zip"), ("certificate.png", ".png"), ("References", ""), ("Cover letter v2.pdf", ".pdf"))
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "png": "image/png",
    "zip": "application/zip",
}
#: What Lever answers 422 for. Assumed of `processing`.
UNREADABLE = ("unsupported", "error", "processing")


def content(identifier: str, size: int) -> bytes:
    """As many bytes as the list says, different for every document."""
    head = f"%PDF-1.4 {identifier}\n".encode()
    return head[:size] + b"." * max(0, size - len(head))


def build_resume(
    rng: Random, opportunity_id: str, at: int, *, name: str | None = "cv.pdf", status: str | None = "processed"
) -> Json:
    """Documented: one from a profile on the web has no file."""
    identifier = new_id(rng)
    resume: Json = {"id": identifier, "createdAt": at, "file": None, "parsedData": None}
    if name is not None:
        path = f"candidates/{opportunity_id}/resumes/{identifier}/download"
        resume["file"] = {
            "name": name,
            "ext": name.rpartition(".")[2] if "." in name else "",
            "downloadUrl": f"https://api.lever.co/v1/{path}",
            "uploadedAt": at,
            "status": status,
            "size": 40_000 + int(rng.random() * 300_000),
        }
    return resume


def build_file(
    rng: Random, opportunity_id: str, at: int, *, name: str, ext: str, status: str | None = "processed"
) -> Json:
    identifier = new_id(rng)
    return {
        "id": identifier,
        "downloadUrl": f"https://hire.lever.co/candidates/{opportunity_id}/files/{identifier}/download",
        "ext": ext,
        "name": name,
        "uploadedAt": at,
        "status": status,
        "size": 2_000 + int(rng.random() * 90_000),
    }


def resumes_of(life: Life) -> list[Json]:
    """They come with the application, whatever its origin; a few people send a newer one."""
    rng = life.chance(_RESUMES)
    sourced = life.opportunity["origin"] == "sourced"
    share = 0.9 if life.applied else 0.5 if sourced else 0.75
    if life.anonymized or rng.random() > share:
        return []
    roll = rng.random()
    name = None if sourced and roll < 0.6 else f"cv-{int(roll * 1000)}.{'docx' if roll < 0.15 else 'pdf'}"
    resume = build_resume(rng, life.id, life.created + 500, name=name, status=_status(rng))
    readable = resume["file"] is None or resume["file"]["status"] == "processed"
    if name is None and rng.random() < 0.5:
        del resume["file"]
    if readable and rng.random() < 0.95:
        resume["parsedData"] = _career(rng, life.created)
    elif rng.random() < 0.5:
        del resume["parsedData"]
    resumes = [resume]
    gaps = life.gaps
    if gaps and rng.random() < 0.04:
        newer = build_resume(rng, life.id, gaps[-1].moment(rng), name="cv new.pdf")
        newer["parsedData"] = resume.get("parsedData")
        resumes.append(newer)
    return resumes


def _status(rng: Random) -> str | None:
    roll = rng.random()
    if roll < 0.95:
        return "processed"
    return ("unsupported", "error", None)[int((roll - 0.95) * 60)]


def _career(rng: Random, at: int) -> Json:
    """Documented: any member can be null or absent; who still works there has no end."""
    year = 1970 + at // YEAR
    positions: list[Json] = []
    began = year - 1 - int(rng.random() * 4)
    for number in range(int(rng.random() * 4)):
        position: Json = {
            "org": COMPANIES[int(rng.random() * len(COMPANIES))],
            "title": _TITLES[int(rng.random() * len(_TITLES))] if rng.random() < 0.95 else None,
            "summary": "Moved a warehouse without a day of standstill." if rng.random() < 0.3 else None,
            "location": "Rotterdam" if rng.random() < 0.6 else None,
            "start": {"year": began, "month": 1 + int(rng.random() * 12)},
        }
        if number:
            position["end"] = {"year": began + 2, "month": None if rng.random() < 0.2 else 6}
        elif rng.random() < 0.5:
            position["end"] = None
        if rng.random() < 0.05:
            position["start"] = None
        positions.append(position)
        began -= 3
    schools: list[Json] = []
    for number in range(int(rng.random() * 3)):
        org, degree, field = _SCHOOLS[int(rng.random() * len(_SCHOOLS))]
        school: Json = {"org": org, "degree": degree, "field": field, "summary": None}
        if rng.random() < 0.9:
            school["start"] = {"year": began - 5 - 4 * number, "month": 9}
            school["end"] = {"year": began - 1 - 4 * number, "month": 7}
        schools.append(school)
    career: dict[str, Any] = {"positions": positions, "schools": schools}
    if not schools and rng.random() < 0.3:
        career["schools"] = None
    return career


def files_of(life: Life) -> list[Json]:
    """Who applies may send some along; later ones are added by those who work with the candidate."""
    rng = life.chance(_FILES)
    if life.anonymized:
        return []
    files: list[Json] = []
    if life.applied and rng.random() < 0.18:
        name, ext = _AT_CREATION[int(rng.random() * len(_AT_CREATION))]
        files.append(build_file(rng, life.id, life.created + 700, name=name, ext=ext, status=_status(rng)))
    gaps = life.gaps
    if len(gaps) > 1 and rng.random() < 0.2:
        name, ext = _LATER[int(rng.random() * len(_LATER))]
        at = gaps[-1].moment(rng)
        files.append(build_file(rng, life.id, at, name=name, ext=ext, status=_status(rng)))
    return files
