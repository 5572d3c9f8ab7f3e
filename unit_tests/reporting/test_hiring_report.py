from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from reporting.hiring.marts import NoReport
from reporting.hiring.report import hiring_report
from unit_tests.reporting.hiring_tables import Tables, tables_in
from unit_tests.reporting.page_reading import Elements, figures_of

AS_OF = datetime(2026, 5, 20, 12)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "lever.duckdb"


def add_three_people(tables: Tables, account: str | None = None) -> None:
    """One hired after 30 days, one waiting for an offer's answer, one who has just applied."""
    hired, waiting, new = (f"{name} {account}" for name in ("hired", "waiting", "new"))
    april, may = datetime(2026, 4, 1), datetime(2026, 5, 4)
    stages = ("New applicant", "Phone screen", "Offer")
    tables.add_application(hired, account, applied=april, stages=stages, hired=datetime(2026, 5, 1), source="Referral")
    tables.add_application(waiting, account, applied=may, stages=stages)
    tables.add_application(new, account, applied=may, stages=stages[:1])
    tables.add_offer(hired, account, status="ACCEPTED", created=datetime(2026, 4, 20))
    tables.add_offer(waiting, account, status="SENT", created=datetime(2026, 5, 8))
    tables.add_interview(hired, account, begins=datetime(2026, 4, 2, 9), ends=datetime(2026, 4, 2, 10, 30))
    tables.add_interview(waiting, account, begins=datetime(2026, 5, 5, 9), ends=datetime(2026, 5, 5, 9, 45))


@dataclass
class Reported:
    page: str
    before: bytes
    after: bytes
    """The file."""


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Reported:
    file = tmp_path_factory.mktemp("reported") / "lever.duckdb"
    with tables_in(file) as tables:
        tables.add_company()
        add_three_people(tables)
    before = file.read_bytes()
    return Reported(hiring_report(file, as_of=AS_OF), before, file.read_bytes())


def test_given_an_account_then_each_chart_has_its_numbers(reported: Reported) -> None:
    figures = figures_of(reported.page)
    rows = {key.removeprefix("hiring-1-"): figure.rows for key, figure in figures.items()}
    assert not any(figure.is_missing for figure in figures.values())
    assert rows["funnel"] == [
        ["New applicant", "3", "3", "–", "100%"],
        ["Phone screen", "2", "2", "67%", "67%"],
        ["Offer", "2", "2", "100%", "67%"],
        ["Hired", "1", "", "50%", "33%"],
    ]
    assert rows["stage-times"] == [
        ["New applicant", "2", "1", "1"],
        ["Phone screen", "2", "1", "1"],
        ["Offer", "1", "28", "28"],
    ]
    assert rows["pipeline"] == [["Engineer", "1", "1", "2"]]
    assert rows["sources"] == [["Job site", "2", "1", "1", "0", "0%"], ["Referral", "1", "1", "1", "1", "100%"]]
    assert rows["time-to-hire"][-1] == ["Q2 2026", "1", "30", "30", "30"]
    assert rows["offers"][-1] == ["Q2 2026", "1", "0", "1", "100%"]
    assert rows["interviewers"] == [["Ada", "2.2", "2", "1.5", "–"], ["All", "2.2", "2", "–", "–"]]
    assert rows["applications"][-2:] == [["Apr 2026", "1"], ["May 2026", "2"]]
    assert figures["hiring-1-funnel"].headline == "3 applications, 1 hire: 33%"


def test_given_a_file_when_reported_then_it_is_as_before(reported: Reported) -> None:
    assert reported.after == reported.before


def test_given_an_account_then_the_page_loads_and_runs_nothing(reported: Reported) -> None:
    elements = Elements(reported.page)

    assert elements.names.isdisjoint({"script", "img", "iframe", "object", "embed", "form", "a"})
    assert not any(name.startswith("on") for name in elements.attributes)
    assert len(elements.ids) == len(set(elements.ids))


def test_given_a_young_account_without_offers_then_these_charts_say_what_is_missing(file: Path) -> None:
    with tables_in(file) as tables:
        tables.add_company()
        tables.add_application("first", applied=datetime(2026, 5, 18), stages=("New applicant",))

    figures = figures_of(hiring_report(file, as_of=AS_OF))

    missing = {key.removeprefix("hiring-1-") for key, figure in figures.items() if figure.is_missing}
    assert missing == {"stage-times", "time-to-hire", "offers", "interviewers"}
    assert "No offer was made" in figures["hiring-1-offers"].html
    assert figures["hiring-1-funnel"].rows[-1] == ["Hired", "0", "", "0%", "0%"]


def test_given_empty_tables_then_every_chart_says_what_is_missing(file: Path) -> None:
    with tables_in(file):
        pass

    page = hiring_report(file, as_of=AS_OF)

    assert all(figure.is_missing for figure in figures_of(page).values())
    assert "nan" not in page.lower().replace("finance", "")


def test_given_several_accounts_then_each_has_a_section_with_its_own_numbers(file: Path) -> None:
    with tables_in(file) as tables:
        for account in ("eu", "us"):
            tables.add_company(account)
        add_three_people(tables, "eu")
        tables.add_application("only one", "us", applied=datetime(2026, 5, 18), stages=("New applicant",))

    page = hiring_report(file, as_of=AS_OF)

    figures = figures_of(page)
    assert figures["hiring-1-funnel"].headline.startswith("3 applications")
    assert figures["hiring-2-funnel"].headline.startswith("1 application,")
    assert "Account eu" in page
    assert "Account us" in page
    ids = Elements(page).ids
    assert len(ids) == len(set(ids))


def test_given_markup_in_names_then_it_stays_text(file: Path) -> None:
    with tables_in(file) as tables:
        tables.add_company(job="<script>alert(1)</script>", user='"><img src=x onerror=alert(1)>')
        add_three_people(tables)

    elements = Elements(hiring_report(file, as_of=AS_OF))

    assert elements.names.isdisjoint({"script", "img"})
    assert "onerror" not in elements.attributes


def test_given_tables_beside_the_marts_in_another_schema_then_they_are_found_there(file: Path) -> None:
    with tables_in(file, "lever") as tables:
        tables.add_company()
        add_three_people(tables)
        tables.make_marts()

    page = hiring_report(file, schema="lever", as_of=AS_OF)

    assert figures_of(page)["hiring-1-funnel"].headline.startswith("3 applications")


def test_given_tables_in_another_schema_when_it_is_not_named_then_the_error_names_it(file: Path) -> None:
    with tables_in(file, "lever"):
        pass

    with pytest.raises(
        NoReport, match=r"lacks applications and candidates in the schema main.* in: lever \(--schema\)"
    ):
        hiring_report(file)


def test_given_no_file_then_the_error_says_so_and_none_is_made(file: Path) -> None:
    with pytest.raises(NoReport, match="There is no file"):
        hiring_report(file)

    assert not file.exists()


def test_given_a_file_of_something_else_then_the_error_says_so(file: Path) -> None:
    file.write_text("not a database")

    with pytest.raises(NoReport, match="cannot be opened as a DuckDB database"):
        hiring_report(file)


def test_given_a_table_of_another_version_then_the_error_says_what_to_do(file: Path) -> None:
    with tables_in(file) as tables:
        tables.drop_column("offers", "salary_amount")

    with pytest.raises(NoReport, match=r"salary_amount(.|\n)*reset the stream"):
        hiring_report(file)
