"""The users of the account, and who of them takes part in hiring for which department."""

from __future__ import annotations

from collections.abc import Collection
from random import Random
from typing import NamedTuple

from lever_sandbox.clock import DAY
from lever_sandbox.identifiers import new_id
from lever_sandbox.jsontypes import Json
from lever_sandbox.timeline import HISTORY

# fmt: off
FIRST_NAMES = (
    "Dana", "Omar", "Priya", "Jonas", "Lucía", "Noah", "Emma", "Søren", "Aylin", "Mateo", "Chloé", "Kwame",
    "Ines", "Björn", "Fatima", "Tomás", "Yuki", "Amara", "Luca", "Zofia", "Hana", "Ravi", "Mia", "Elif",
    "Pedro", "Nora", "Ivan", "Leila", "Oskar", "Grace", "Wei", "Anya", "Samuel", "Rosa", "Finn", "Zeynep",
    "Hugo", "Aisha", "Marek", "Júlia",
)
LAST_NAMES = (
    "Whitlock", "Haddad", "Natarajan", "Weber", "Fernández", "Okafor", "Lindqvist", "Sørensen", "Demir",
    "Rossi", "Dubois", "Mensah", "Carvalho", "Müller", "Khan", "Novák", "Tanaka", "Diallo", "Bianchi",
    "Kowalska", "Sato", "Patel", "Jensen", "Yılmaz", "Oliveira", "Larsen", "Petrov", "Hosseini", "Nilsson",
    "Murphy", "Zhang", "Ivanova", "Brown", "Moreno", "O’Brien", "Kaya", "Laurent", "Abebe", "Dvořák",
    "Szabó",
)
# fmt: on

PEOPLE = "People"
#: Job title and department of one user after the other. The first of a department leads its hiring.
_POSITIONS = (
    ("Recruiter", PEOPLE),
    ("Engineering manager", "Engineering"),
    ("Warehouse manager", "Operations"),
    ("Customer care lead", "Customer Care"),
    ("Recruiter", PEOPLE),
    ("Data engineer", "Engineering"),
    ("Sales director", "Revenue"),
    ("Shift lead", "Operations"),
    ("Head of finance", "G&A"),
    ("Design lead", "Design"),
    ("Recruiter", PEOPLE),
    ("Software engineer", "Engineering"),
)
#: They were there before the first candidate.
_FOUNDERS = 8


def build_users(rng: Random, now: int, count: int) -> list[Json]:
    custom_role = new_id(rng)
    users: list[Json] = []
    for number in range(count):
        first = FIRST_NAMES[number % len(FIRST_NAMES)]
        last = LAST_NAMES[(number * 7 + number // len(FIRST_NAMES)) % len(LAST_NAMES)]
        username = f"user{number}"
        title, department = _POSITIONS[number % len(_POSITIONS)]
        joined = _joined(rng, now, number, count)
        user: Json = {
            "id": new_id(rng),
            "name": f"{first} {last}",
            "username": username,
            "email": f"{username}@acmefreight.example",
            "accessRole": _access_role(number, department),
            "photo": None if number % 3 else f"https://images.example.com/{username}.png",
            "createdAt": joined,
            "deactivatedAt": None,
            "externalDirectoryId": None if number % 4 else f"hris-{1000 + number}",
            "linkedContactIds": None,
            "jobTitle": title if number % 9 != 8 else None,
            "managerId": users[0]["id"] if users and number % 2 else None,
        }
        match number:
            case 2:
                user["name"] = "Xiuying"
            case 3:
                user["name"] = "  Ana  María   de la Cruz "
            case 4:
                user["accessRole"] = custom_role
            case 5:
                # Accounts older than 2023 lack these two keys.
                del user["jobTitle"]
                del user["managerId"]
            case 6:
                user["email"] = "Nora.CAPS@AcmeFreight.example"
            case _:
                pass
        if number % 6 == 5 or number == 7:
            user["deactivatedAt"] = now - int(rng.random() * min(300 * DAY, (now - joined) // 2))
        users.append(user)
    return users


def _joined(rng: Random, now: int, number: int, count: int) -> int:
    if number < _FOUNDERS:
        return now - HISTORY - (_FOUNDERS - number) * 17 * DAY - int(rng.random() * DAY)
    share = (number - _FOUNDERS + rng.random()) / (count - _FOUNDERS)
    return now - 120 * DAY - int((HISTORY - 120 * DAY) * (1 - share))


def _access_role(number: int, department: str) -> str:
    if number < 2:
        return ("super admin", "admin")[number]
    if department == PEOPLE:
        return "team member"
    return "limited team member" if number < len(_POSITIONS) else "interviewer"


class Colleague(NamedTuple):
    id: str
    name: str
    email: str
    joined: int
    left: int | None

    def present(self, at: int) -> bool:
        return self.joined <= at and (self.left is None or at < self.left)


class Staff:
    """Who could take part at a time: nobody interviews before joining or after leaving."""

    def __init__(self, users: list[Json]) -> None:
        self._departments: dict[str, list[Colleague]] = {}
        for number, user in enumerate(users):
            _, department = _POSITIONS[number % len(_POSITIONS)]
            colleague = Colleague(user["id"], user["name"], user["email"], user["createdAt"], user["deactivatedAt"])
            self._departments.setdefault(department, []).append(colleague)

    def choose(
        self, rng: Random, department: str, at: int, count: int = 1, without: Collection[Colleague] = ()
    ) -> list[Colleague]:
        """Up to `count` different people of a department; the longer somebody is there, the oftener it is them.

        When all of them are busy (`without`), others help out.
        """
        present = [one for one in self._of(department) if one not in without and one.present(at)]
        if not present:
            everybody = [one for people in self._departments.values() for one in people if one.present(at)]
            # Imported history is older than anybody.
            present = [one for one in everybody if one not in without] or self._recruiters[:1]
        chosen: list[Colleague] = []
        while present and len(chosen) < count:
            chosen.append(present.pop(int(rng.random() ** 2 * len(present))))
        return chosen

    def anybody(self, rng: Random, at: int) -> Colleague:
        departments = list(self._departments)
        return self.choose(rng, departments[int(rng.random() * len(departments))], at)[0]

    def leader(self, department: str) -> Colleague:
        return self._of(department)[0]

    @property
    def _recruiters(self) -> list[Colleague]:
        return self._departments[PEOPLE]

    def _of(self, department: str) -> list[Colleague]:
        return self._departments.get(department) or self._recruiters
