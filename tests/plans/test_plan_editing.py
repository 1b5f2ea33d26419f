"""«Ny plan», «Rediger planen» and «Vedta planen», and the wording that is kept."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from measures.models import AdoptedWording, Measure
from measures.models.adoption import adopt
from plans.forms import PlanForm
from plans.models import Plan
from plans.table_columns import headings_to_choose
from ruspolitikk.accounts.models import Role, User
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan, make_user, organisation
from tests.forms_on_pages import form_on, said, send

pytestmark = [pytest.mark.usefixtures("five_plans"), pytest.mark.one_database]

NEW = {"title": "Handlingsplan", "starts_on": "01.01.2029", "ends_on": "31.12.2032"}


@pytest.fixture
def client(grorud: User) -> CheckingClient:
    return CheckingClient.of(grorud)


@pytest.fixture
def draft(five_plans: None) -> Plan:
    return make_plan(
        "grorud",
        starts_on=date(2029, 1, 1),
        ends_on=date(2032, 12, 31),
        slug="grorud-2029",
        state=Plan.State.DRAFT,
    )


def again(plan: Plan) -> Plan:
    return Plan.objects.get(pk=plan.pk)


# --- A new plan -----------------------------------------------------------------------------------


def test_a_new_plan_is_a_draft_of_the_redaktors_bydel(client: CheckingClient) -> None:
    answer = send(client, "/planer/ny/", **NEW, case_number="12/29", columns=["Frist", "Mål"])

    made = Plan.objects.get(slug="grorud-2029")
    assert answer.url == made.get_absolute_url()
    assert (made.organisation.slug, made.state, made.period) == ("grorud", "draft", "2029–2032")
    assert (made.case_number, made.columns, made.adopted_on) == ("12/29", ["Mål", "Frist"], None)


def test_a_bydel_is_chosen_only_where_there_are_several(client: CheckingClient) -> None:
    several = make_user("to", (Role.EDITOR, "alna"), (Role.EDITOR, "bjerke"))

    assert "organisation" not in form_on(client.get("/planer/ny/"))
    theirs = CheckingClient.of(several)
    assert "organisation" in form_on(theirs.get("/planer/ny/"))
    send(theirs, "/planer/ny/", **NEW, organisation=organisation("bjerke").pk)
    assert Plan.objects.get(slug="bjerke-2029").organisation.slug == "bjerke"


def test_a_bydel_that_is_not_ones_own_is_never_written(client: CheckingClient) -> None:
    alna = organisation("alna").pk
    several = make_user("to", (Role.EDITOR, "bjerke"), (Role.EDITOR, "frogner"))

    send(client, "/planer/ny/", **NEW, organisation=alna, bydel="alna", state="adopted", slug="x")
    refused = send(CheckingClient.of(several), "/planer/ny/", **NEW, organisation=alna)

    assert not Plan.objects.filter(organisation=alna).exists()
    assert Plan.objects.get(slug="grorud-2029").state == "draft"
    assert "organisation" in refused.context["form"].errors


def test_the_byadministrator_makes_the_citys_plan(byadmin: User) -> None:
    send(CheckingClient.of(byadmin), "/planer/ny/", **NEW)

    assert Plan.objects.get(slug="oslo-2029").organisation.slug == "oslo"


def test_a_plan_sent_twice_is_made_once(client: CheckingClient) -> None:
    addresses = {send(client, "/planer/ny/", **NEW).url for _ in range(2)}

    assert len(addresses) == 1
    assert Plan.objects.filter(title="Handlingsplan").count() == 1


def test_another_plan_of_the_same_year_gets_an_address_of_its_own(client: CheckingClient) -> None:
    send(client, "/planer/ny/", **NEW)
    send(client, "/planer/ny/", **{**NEW, "title": "En til"})
    send(client, "/planer/ny/", title="Uten periode")

    made = Plan.objects.filter(state="draft").order_by("pk").values_list("slug", flat=True)
    assert list(made) == ["grorud-2029", "grorud-2029-2", "grorud-plan"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"title": ""}, "Skriv hva planen heter."),
        ({"ends_on": "31.12.2028"}, "Planen kan ikke slutte før den begynner."),
        ({"starts_on": "i fjor"}, "Skriv datoen som dag.måned.år"),
        ({"columns": ["Tull"]}, "Velg et gyldig valg"),
        ({"title": "x" * 301}, "tegn"),
        ({"case_number": "a\x00b"}, "tegn"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_and_what_was_typed_is_kept(
    client: CheckingClient, typed: dict[str, Any], sentence: str
) -> None:
    answer = send(client, "/planer/ny/", **{**NEW, "case_number": "7/29", **typed})

    assert sentence in said(answer)
    assert form_on(answer)["ends_on"] == [typed.get("ends_on", NEW["ends_on"])]
    assert not Plan.objects.filter(state="draft").exists()


def test_who_edits_nothing_is_told_so(leser: User) -> None:
    answer = CheckingClient.of(leser).get("/planer/ny/")

    assert answer.status_code == 403
    assert "Bare redaktører og byadministratorer lager planer." in said(answer)
    assert "Ta kontakt med bydelen" not in said(answer)  # no bydel's page was asked for


# --- Editing --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "slug",
    ["grorud-2023", "ostensjo-2010", "ostensjo-2020", "nordstrand-2021", "st-hanshaugen-2020"],
)
def test_a_form_saved_as_it_was_opened_changes_nothing(superuser: User, slug: str) -> None:
    before = Plan.objects.filter(slug=slug).values().get()

    answer = send(CheckingClient.of(superuser), f"/planer/{slug}/rediger/")

    assert answer.status_code == 302
    assert Plan.objects.filter(slug=slug).values().get() == before


def test_the_columns_keep_the_plans_own_words_in_a_fixed_order() -> None:
    assert headings_to_choose(["TILTAK", "Risiko for gjennomføring", "Eget"]) == [
        "Nr",
        "Mål",
        "Innsatsområde",
        "TILTAK",
        "Beskrivelse av tiltaket",
        "Ansvarlig",
        "Frist",
        "Status",
        "Risiko for gjennomføring",
        "Merknader",
        "Eget",
    ]


def test_an_edit_writes_what_was_changed_and_leaves_the_address(
    client: CheckingClient, draft: Plan
) -> None:
    typed = {"title": "Ny tittel", "starts_on": "01.01.2030", "plan": 1, "slug": "x", "state": "x"}

    send(client, f"/planer/{draft.slug}/rediger/", **typed)

    after = again(draft)
    assert (after.title, after.starts_on, after.slug) == (
        "Ny tittel",
        date(2030, 1, 1),
        "grorud-2029",
    )
    assert after.state == "draft"


def test_somebody_else_saved_first(client: CheckingClient, draft: Plan) -> None:
    address = f"/planer/{draft.slug}/rediger/"
    opened = form_on(client.get(address))
    send(client, address, title="Deres tittel")

    answer = client.post(address, {**opened, "title": "Min tittel"})

    assert answer.status_code == 409
    assert again(draft).title == "Deres tittel"
    assert "Deres tittel" in said(answer)
    assert form_on(answer)["title"] == ["Min tittel"]
    assert client.post(address, form_on(answer)).status_code == 302
    assert again(draft).title == "Min tittel"


def test_an_adopted_plan_keeps_a_first_day(client: CheckingClient) -> None:
    answer = send(client, "/planer/grorud-2023/rediger/", starts_on="")

    assert "En vedtatt plan må ha en start" in said(answer)


# --- Adopting -------------------------------------------------------------------------------------


def test_the_page_says_what_follows(client: CheckingClient, draft: Plan) -> None:
    make_measure(draft)

    page = said(client.get(f"/planer/{draft.slug}/vedta/"))

    assert "Alle som er logget inn, kan lese planen." in page
    assert "Den gjelder fra sin første dag, 01.01.2029. Da er Grorud 2023–2028 erstattet." in page
    assert "Vedtaket kan trekkes tilbake til noen har rapportert." in page


def test_an_adopted_plan_is_everybodys_to_read_and_keeps_its_wording(
    client: CheckingClient, draft: Plan, leser: User
) -> None:
    measure = make_measure(draft, "Vi holder kurs", code="1.2", items=["Lage plakat", "Leie sal"])

    answer = send(
        client, f"/planer/{draft.slug}/vedta/", adopted_on="15.11.2026", case_number="3/26"
    )

    assert answer.url == draft.get_absolute_url()
    after = again(draft)
    assert (after.state, after.adopted_on, after.case_number) == (
        "adopted",
        date(2026, 11, 15),
        "3/26",
    )
    kept = AdoptedWording.objects.get(measure=measure)
    assert (kept.text, kept.code, kept.items) == (
        "Vi holder kurs",
        "1.2",
        ["Lage plakat", "Leie sal"],
    )
    assert kept.recorded_as == "redaktør for Bydel Grorud"
    assert CheckingClient.of(leser).get(draft.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("day", ["", "31.02.2026", "01.01.2070"])
def test_a_plan_is_adopted_on_a_day_that_has_been(
    client: CheckingClient, draft: Plan, day: str
) -> None:
    answer = send(client, f"/planer/{draft.slug}/vedta/", adopted_on=day)

    assert "adopted_on" in answer.context["form"].errors
    assert again(draft).is_draft


def test_a_bydels_plan_without_a_first_day_cannot_be_adopted(client: CheckingClient) -> None:
    plan = make_plan("grorud", starts_on=None, ends_on=None, state=Plan.State.DRAFT)
    address = f"/planer/{plan.slug}/vedta/"

    assert "Planen har ingen første dag ennå" in said(client.get(address))
    client.post(address, {"adopted_on": "15.11.2026"})
    assert again(plan).is_draft


def test_an_adopted_plan_is_not_adopted_again(client: CheckingClient, draft: Plan) -> None:
    make_measure(draft)
    for day in ("15.11.2026", "16.11.2026"):
        client.post(f"/planer/{draft.slug}/vedta/", {"adopted_on": day})

    assert again(draft).adopted_on == date(2026, 11, 15)
    assert client.get(f"/planer/{draft.slug}/vedta/").status_code == 302


def test_every_measure_of_the_real_plans_has_its_wording_kept() -> None:
    assert AdoptedWording.objects.count() == Measure.objects.count() == 169 + 36
    first = AdoptedWording.objects.get(measure__plan__slug="grorud-2023", measure__n=1)
    assert first.items == [i.text for i in first.measure.items.all()]
    assert first.recorded_as == ""


def test_what_was_adopted_is_never_changed() -> None:
    kept = AdoptedWording.objects.first()
    assert kept is not None

    with pytest.raises(TypeError):
        kept.save()


# --- On the measure's page ------------------------------------------------------------------------


def test_the_adopted_wording_is_shown_where_it_was_worded_otherwise(
    client: CheckingClient,
) -> None:
    measure = Measure.objects.get_by_natural_key("grorud-2023", 9)
    assert "Vedtatt ordlyd" not in said(client.get(measure.get_absolute_url()))
    adopted = measure.text

    measure.text = "Et helt annet tiltak"
    measure.save(update_fields={"text"})

    answer = client.get(measure.get_absolute_url())
    assert "Vedtatt ordlyd Én del av tiltaket er skrevet om" in said(answer)
    assert " ".join(adopted.split()) in said(answer)


def test_a_measure_added_after_the_adoption_says_so(client: CheckingClient, draft: Plan) -> None:
    added = make_measure(Plan.objects.get(slug="grorud-2023"), "Et nytt")
    in_draft = make_measure(draft, "Et i utkastet")

    assert "Lagt til etter vedtaket" in said(client.get(added.get_absolute_url()))
    assert "Lagt til etter vedtaket" not in said(client.get(in_draft.get_absolute_url()))


# --- At once --------------------------------------------------------------------------------------


@pytest.fixture
def shared(transactional_db: None, five_plans: None) -> Plan:
    plan = make_plan("grorud", slug="grorud-delt", state=Plan.State.DRAFT)
    make_measure(plan)
    return plan


def at_once(act: Callable[[int], Any]) -> list[Any]:
    start = Barrier(10)

    def one(number: int) -> Any:
        try:
            start.wait(timeout=60)
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as threads:
        return list(threads.map(one, range(10)))


@pytest.mark.django_db(transaction=True)
def test_ten_who_adopt_at_once_adopt_once_and_ten_who_make_a_plan_make_one(shared: Plan) -> None:
    by = make_user("ti", (Role.EDITOR, "grorud"))
    grorud = organisation("grorud")

    def make(number: int) -> bool:
        form = PlanForm([grorud], {"title": "Delt", "starts_on": "01.01.2031"})
        assert form.is_valid(), form.errors
        return form.create()[1]

    adopted = at_once(lambda number: adopt(shared, on=date(2026, 1, 1), case_number="", by=by))
    made = at_once(make)

    assert (adopted.count(True), made.count(True)) == (1, 1)
    assert AdoptedWording.objects.filter(measure__plan=shared).count() == 1
    assert Plan.objects.filter(title="Delt").count() == 1


# --- Odd text -------------------------------------------------------------------------------------

ODD = {
    "markup": "<script>alert('x')</script> &amp; <b>",
    "emoji": "Gatefotball ⚽ 👩‍👩‍👧",
    "percent": "50 %(who)s %s {{ plan }}",
    "right to left": "\u202eesrever\u202c",
}


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_odd_text_is_kept_as_it_was_typed_and_shown_so(client: CheckingClient, odd: str) -> None:
    made = client.get(send(client, "/planer/ny/", **{**NEW, "title": odd, "case_number": odd}).url)

    plan = Plan.objects.get(slug="grorud-2029")
    assert (plan.title, plan.case_number) == (odd, odd)
    assert b"<script>alert" not in made.content
    assert odd in said(made)
    for where in ("rediger", "vedta", "deler", "rekkefolge", "byens-tiltak"):
        assert client.get(f"/planer/{plan.slug}/{where}/").status_code == 200


@pytest.mark.parametrize("day", ["01.01.1990", "31.12.2070", "29.02.2028"])
def test_a_plan_may_begin_on_any_day_there_is(client: CheckingClient, day: str) -> None:
    answer = send(client, "/planer/ny/", title="En plan", starts_on=day)

    assert client.get(answer.url).status_code == 200
    assert client.get("/planer/").status_code == 200
    assert client.get(f"{answer.url}vedta/").status_code == 200


@pytest.mark.parametrize("where", ["ny", "grorud-2023/rediger", "grorud-2029/vedta"])
def test_an_empty_post_changes_nothing(client: CheckingClient, draft: Plan, where: str) -> None:
    before = list(Plan.objects.order_by("pk").values())

    assert client.post(f"/planer/{where}/", {}).status_code == 200

    assert list(Plan.objects.order_by("pk").values()) == before


def test_bytes_that_are_no_text_are_refused(client: CheckingClient) -> None:
    for bad in ("title=a%ED%A0%80b", "title=a%FF%FEb", "title=%00"):
        kind = "application/x-www-form-urlencoded"
        assert client.post("/planer/ny/", bad, content_type=kind).status_code == 200
    assert not Plan.objects.filter(state="draft").exists()
