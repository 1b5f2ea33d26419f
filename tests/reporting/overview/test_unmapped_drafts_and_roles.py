"""Words that nobody has mapped, drafts, roles, and what the page costs."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from measures.vocabulary import StatusCode
from plans.models import Plan
from ruspolitikk.accounts.models import Organisation, Role, User
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan, make_user, point_again, report, set_deadline
from tests.reporting.overview.reading import (
    ALNAS_NUMBERS,
    bars,
    matrix,
    messages,
    page_of,
    wrong_links,
)

# --- Words that nobody has mapped, drafts, and roles ----------------------------------------------


def test_unmapped_words_are_a_column_of_their_own(byadmin: User) -> None:
    assert "Ukjent statusord" not in matrix(page_of(byadmin))["Hele byen"]
    plan = make_plan("alna", starts_on=date(2026, 1, 1), ends_on=date(2028, 12, 31))
    report(make_measure(plan), "Godt på vei", on=date(2026, 4, 30))
    seen = matrix(page_of(byadmin))
    assert seen["12 Alna"]["Ukjent statusord"] == "1"
    assert seen["10 Grorud"]["Ukjent statusord"] == "0"
    assert seen["12 Alna"]["Ikke rapportert"] == "0"
    assert bars(page_of(byadmin), "wide")["12 Alna"] == {"Ukjent statusord": 1}


def test_the_unmapped_words_are_linked_to_their_list(byadmin: User) -> None:
    plan = make_plan("alna", starts_on=date(2026, 1, 1), ends_on=date(2028, 12, 31))
    report(make_measure(plan), "Godt på vei", on=date(2026, 4, 30))
    make_measure(plan, "Uten rapport")
    assert wrong_links(byadmin, "", ALNAS_NUMBERS) == []


def test_an_unmapped_measure_can_be_over_frist(byadmin: User) -> None:
    plan = make_plan("alna", starts_on=date(2026, 1, 1), ends_on=date(2028, 12, 31))
    measure = make_measure(plan, deadline="31.03.2026")
    report(measure, "Godt på vei", on=date(2026, 4, 30))
    assert matrix(page_of(byadmin))["12 Alna"]["Over frist"] == "1"


def test_another_bydels_draft_is_never_counted(byadmin: User, grorud: User) -> None:
    draft = make_plan("alna", state=Plan.State.DRAFT, slug="alna-utkast")
    report(make_measure(draft, deadline="31.03.2024"), on=date(2024, 4, 30))
    for user in (byadmin, grorud):
        page = page_of(user, "?plan=alna-utkast")
        assert messages(page) == ["Planen «alna-utkast» finnes ikke."]
        assert matrix(page)["12 Alna"]["Plan"] == "– ingen plan"
        assert matrix(page)["Hele byen"]["Tiltak"] == "130"
        assert "alna-utkast" not in [o.get("value") for o in page.xpath("//option")]


def test_an_own_draft_does_not_replace_the_plan_in_force(five_plans: None) -> None:
    make_plan("grorud", starts_on=date(2025, 1, 1), state=Plan.State.DRAFT)
    seen = matrix(page_of(make_user("grorud-2", (Role.EDITOR, "grorud"))))
    assert seen["10 Grorud"]["Plan"] == "2023–2028 i kraft"


def test_everyone_who_is_logged_in_may_look(stranger: User, leser: User, grorud: User) -> None:
    tables = [matrix(page_of(user)) for user in (stranger, leser, grorud)]
    assert tables[0] == tables[1] == tables[2]


def test_a_stranger_without_a_login_is_sent_to_log_in(client: CheckingClient) -> None:
    for path in ("/oversikt/?plan=gjeldende", "/oversikt/excel/"):
        assert client.get(path).headers["Location"].startswith("/logg-inn/?")


def test_a_corrected_status_is_not_counted(byadmin: User) -> None:
    plan = make_plan("alna", starts_on=date(2026, 1, 1), ends_on=date(2028, 12, 31))
    measure = make_measure(plan)
    report(measure, "Iverksatt", on=date(2026, 4, 30), code=StatusCode.IMPLEMENTED)
    wrong = measure.statuses.get()
    measure.statuses.create(
        words="Under arbeid", code="in_progress", applies_on=date(2026, 4, 30), corrects=wrong
    )
    point_again(measure)
    for query in ("", "?per=01.05.2026"):
        row = matrix(page_of(byadmin, query))["12 Alna"]
        assert (row["Iverksatt"], row["Under arbeid"]) == ("0", "1")


def test_a_moved_deadline_counts_from_the_day_that_it_was_moved(byadmin: User) -> None:
    plan = make_plan("alna", starts_on=date(2026, 1, 1), ends_on=date(2028, 12, 31))
    measure = make_measure(plan, deadline="31.03.2026")
    set_deadline(measure, "31.03.2027", on=date(2026, 6, 1), reason="Anskaffelsen er klaget inn")
    before = matrix(page_of(byadmin, "?per=31.05.2026"))["12 Alna"]
    after = matrix(page_of(byadmin, "?per=01.06.2026"))["12 Alna"]
    assert (before["Over frist"], after["Over frist"]) == ("1", "0")


# --- What it costs --------------------------------------------------------------------------------


def queries_of(user: User, query: str) -> int:
    client = CheckingClient.of(user)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(f"/oversikt/{query}").status_code == 200
    return len(captured)


@pytest.mark.one_database
@pytest.mark.parametrize("query", ["?plan=gjeldende", "?per=15.06.2026"])
def test_one_plan_and_sixty_take_the_same_fifteen_queries_at_most(
    empty_database: None, query: str
) -> None:
    Organisation.objects.create(kind="city", slug="oslo", name="Oslo kommune")
    for number in range(1, 16):
        Organisation.objects.create(number=number, slug=f"bydel-{number}", name=f"Nr. {number}")
    reader = make_user("leser", (Role.READER, "oslo"))
    make_measure(make_plan("bydel-1"))
    few = queries_of(reader, query)
    for number in range(1, 16):
        for year in (2018, 2020, 2022, 2024):
            plan = make_plan(
                f"bydel-{number}", starts_on=date(year, 1, 1), ends_on=date(year + 3, 12, 31)
            )
            report(make_measure(plan, deadline="31.12.2025"), on=date(year, 4, 30))
    assert queries_of(reader, query) == few <= 15
