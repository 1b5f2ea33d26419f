"""«Mine tiltak», and those who answer for them."""

from datetime import date

import pytest
from django.utils.timezone import localdate

from measures.checks.warnings import dismiss
from measures.models import Measure, Reply, ReplyLink, Responsible
from plans.models import Plan
from reporting.models.round import Round
from reporting.todo.groups import groups
from reporting.todo.waiting import measures_answered_for_by
from ruspolitikk.accounts.models import Role, User
from tests.checking_client import CheckingClient
from tests.clock import let_it_be
from tests.factories import make_measure, make_plan, make_user, report
from tests.reporting.todo.reading import (
    AN_AUTUMN_DAY,
    alna_plan,
    leads,
    numbers,
    seen,
    text,
    waiting,
)

pytestmark = pytest.mark.one_database

# --- Mine tiltak ----------------------------------------------------------------------------------


def test_an_ansvarlig_finds_the_own_partys_measures(ansvarlig: User) -> None:
    page = seen(ansvarlig, "/mine-tiltak/")
    assert leads(page) == ["Du er ansvarlig for 2 tiltak."]
    assert len(page.xpath("//ul[@class='rows']/li")) == 2
    assert numbers(measures_answered_for_by(ansvarlig, AN_AUTUMN_DAY)) == [17, 18]


def test_an_ansvarlig_who_is_linked_to_nobody_is_told_what_to_do(five_plans: None) -> None:
    alone = make_user("alene", (Role.RESPONSIBLE, "grorud"))
    [lead] = leads(seen(alone, "/mine-tiltak/"))
    assert lead.startswith("Ingen tiltak er knyttet til deg ennå.")


def test_a_link_without_the_role_gives_nothing(leser: User) -> None:
    party = Responsible.objects.get_by_natural_key("ostensjo", "seksjonssjef hjemmetjenesten")
    party.users.add(leser)
    assert measures_answered_for_by(leser, AN_AUTUMN_DAY) == []


def test_the_measures_answered_for_by_a_replaced_plan_and_of_a_draft_are_left_out(
    five_plans: None,
) -> None:
    user = make_user("sjef", (Role.RESPONSIBLE, "alna"))
    old = make_plan("alna", starts_on=date(2020, 1, 1), ends_on=date(2023, 12, 31))
    for plan in (old, alna_plan(), alna_plan(state=Plan.State.DRAFT)):
        make_measure(plan, plan.slug, responsible=["Seksjonssjef"])
    Responsible.objects.get_by_natural_key("alna", "Seksjonssjef").users.add(user)
    found = measures_answered_for_by(user, AN_AUTUMN_DAY)
    assert [measure.plan.state for measure in found] == ["adopted"]
    assert found[0].plan.starts_on == date(2026, 1, 1)


def test_two_own_parties_of_one_measure_make_one_row(five_plans: None) -> None:
    user = make_user("sjef", (Role.RESPONSIBLE, "alna"))
    make_measure(alna_plan(), responsible=["Seksjonssjef", "Avdelingsdirektør"])
    for name in ("Seksjonssjef", "Avdelingsdirektør"):
        Responsible.objects.get_by_natural_key("alna", name).users.add(user)
    assert len(measures_answered_for_by(user, AN_AUTUMN_DAY)) == 1


# --- Contradictions -------------------------------------------------------------------------------


def test_what_may_not_fit_together_is_pointed_out_and_leads_to_where_it_is_settled(
    ostensjo: User,
) -> None:
    [warning] = waiting(ostensjo, "ostensjo").warnings
    assert warning.measure.n == 18
    page = seen(ostensjo)
    [section] = page.xpath("//section[@id='motsigelser-ostensjo']")
    [link] = section.xpath(".//a[@class='act']/@href")
    assert CheckingClient.of(ostensjo).get(link).status_code == 200


def test_a_dismissed_warning_waits_no_more(ostensjo: User, monkeypatch: pytest.MonkeyPatch) -> None:
    [warning] = waiting(ostensjo, "ostensjo").warnings
    dismiss(
        warning.kind,
        warning.facts,
        measure=warning.measure,
        reason="Fristen er riktig",
        on=AN_AUTUMN_DAY,
        by=ostensjo,
    )
    assert waiting(ostensjo, "ostensjo").warnings == ()
    let_it_be(monkeypatch, localdate())  # the day that the act was recorded
    page = CheckingClient.of(ostensjo).get(warning.measure.get_absolute_url()).content.decode()
    assert "avviste redaktør for Bydel Østensjø varselet" in page


# --- Those who answer for it ----------------------------------------------------------------------


def test_an_answer_by_link_comes_first_and_leads_to_where_it_is_settled(grorud: User) -> None:
    measure = Measure.objects.get_by_natural_key("grorud-2023", 1)
    party = measure.responsibles.all()[0]
    link = ReplyLink.objects.create(
        responsible=party, plan=measure.plan, created_by=grorud, expires_on=date(2030, 1, 1)
    )
    Reply.objects.create(
        link=link, measure=measure, words="Iverksatt", code="implemented", version=0,
        applies_on=AN_AUTUMN_DAY,
    )  # fmt: skip
    [first, *_rest] = seen(grorud).xpath("//main//section")
    assert first.get("id") == "svar-grorud"
    said = " ".join(first.text_content().split())
    assert f"{party.name} svarte" in said
    assert "Iverksatt" in said
    [link_to] = first.xpath(".//a[@class='act']/@href")
    assert link_to == "/planer/grorud-2023/svarlenker/"


def test_a_reply_is_seen_where_no_plan_counts(five_plans: None) -> None:
    user = make_user("alna", (Role.EDITOR, "alna"))
    plan = make_plan("alna", starts_on=date(2027, 1, 1))
    measure = make_measure(plan, responsible=["Seksjonssjef"])
    link = ReplyLink.objects.create(
        responsible=measure.responsibles.get(), plan=plan, created_by=user,
        expires_on=date(2030, 1, 1),
    )  # fmt: skip
    Reply.objects.create(
        link=link, measure=measure, words="Iverksatt", code="implemented", version=0,
        applies_on=AN_AUTUMN_DAY,
    )  # fmt: skip
    [section] = seen(user).xpath("//section[@id='svar-alna']")
    assert section.xpath(".//a[@class='act']/@href") == [f"/planer/{plan.slug}/svarlenker/"]


def test_two_spellings_of_one_party_wait_to_be_merged(ostensjo: User) -> None:
    [(one, other)] = waiting(ostensjo, "ostensjo").twins
    assert {one.name, other.name} == {
        "teamleder rus- og boligsosialt team",
        "teamleder rus og boligsosialt team",
    }
    [spellings] = seen(ostensjo).xpath("//section[@id='skrivemater-ostensjo']")
    [act] = text(spellings.xpath(".//a[@class='act']"))
    assert act.startswith("Slå sammen")


def test_merging_two_spellings_asks_no_more_who_they_are(ostensjo: User) -> None:
    [spellings] = seen(ostensjo).xpath("//section[@id='skrivemater-ostensjo']")
    [address] = spellings.xpath(".//a[@class='act']/@href")
    page = seen(ostensjo, address)
    assert page.xpath("//button[contains(., 'Slå sammen')]")


def test_who_is_silent_can_be_asked_with_a_link(ostensjo: User) -> None:
    page = seen(ostensjo)
    [silent] = page.xpath("//section[@id='ikke-rapportert-ostensjo']")
    for address in silent.xpath(".//a[@class='act']/@href"):
        path, _hash, anchor = address.partition("#")
        behind = seen(ostensjo, path)
        assert behind.xpath(f"//*[@id='{anchor}']"), address


def test_those_who_are_silent_about_most_come_first_and_lead_to_them_all(grorud: User) -> None:
    Round.objects.create(name="T1", cut_off=date(2024, 4, 30))
    page = seen(grorud)
    [silent] = page.xpath("//section[@id='ikke-rapportert-grorud']")
    shown = text(silent.xpath(".//ul[@class='rows']/li//p[@class='muted']"))
    counts = [int(line.split()[0]) for line in shown]
    assert len(counts) == 5
    assert counts == sorted(counts, reverse=True)
    assert counts[0] == 8
    asking, more = silent.xpath(".//p[@class='section__more']/a")
    assert text([asking, more]) == ["Spør alle som ikke har svart", "Vis alle 27 ansvarlige"]
    assert asking.get("href") == "/planer/grorud-2023/svarlenker/spor/"
    assert len(seen(grorud, more.get("href")).xpath("//main//tbody/tr")) == 27


@pytest.mark.parametrize("has_round", [True, False])
def test_each_row_of_who_is_silent_opens_exactly_its_rows(
    has_round: bool, five_plans: None
) -> None:
    """Those whom nobody answers for too; and before any round those who were never reported on."""
    if has_round:
        Round.objects.create(name="T1", cut_off=date(2026, 4, 30))
    user = make_user("alna", (Role.EDITOR, "alna"))
    plan = alna_plan()
    for responsible in (["Seksjonssjef"], []):
        report(make_measure(plan, responsible=responsible), on=date(2026, 5, 20), by=user)
        make_measure(plan, responsible=responsible)
        make_measure(plan, responsible=responsible)
    [silent] = [each for each in groups(waiting(user, "alna")) if each.anchor == "ikke-rapportert"]
    rows = {row.title: row for row in silent.rows}
    assert set(rows) == {"Seksjonssjef", "Ingen ansvarlig"}
    for row in rows.values():
        opened = CheckingClient.of(user).get(row.url).context["summary"].total
        assert (row.title, f"{opened} tiltak") == (row.title, row.note.split(",")[0])
