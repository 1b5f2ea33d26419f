"""«Lignende tiltak i andre bydeler» on a measure's page."""

from typing import Any

import pytest
from django.urls import reverse

from measures.likeness.suggesting import WhatIsLike, city_measures, suggested_plan, what_is_like
from measures.models import Measure
from plans.models import Plan
from ruspolitikk.accounts.models import User
from ruspolitikk.days import Day
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan, make_theme, report
from tests.forms_on_pages import form_on, said


def likenesses(measure: Measure, reader: User) -> WhatIsLike:
    return what_is_like(measure, reader, Day.now(), (), is_asked=True)


def page_of(user: User, measure: Measure) -> Any:
    return CheckingClient.of(user).get(reverse("measures:similar", args=[measure.pk]))


def test_other_bydelers_adopted_measures_are_shown_with_the_words_in_common(
    five_plans: None, grorud: User
) -> None:
    measure = Measure.objects.get_by_natural_key("nordstrand-2021", 24)  # FACT
    similar = list(likenesses(measure, grorud).similar)
    assert similar[0].measure.plan.slug == "ostensjo-2020"
    assert "FACT" in similar[0].words
    assert "Etablere" not in similar[0].words  # it stands in every plan
    assert len(similar) <= 5
    assert "nordstrand" not in {one.measure.plan.organisation.slug for one in similar}
    page = said(page_of(grorud, measure))
    assert "Lignende tiltak i andre bydeler" in page
    assert "Østensjø 2020–2023, utløpt Felles ord: " in page


def test_delpunkter_beside_the_text_are_compared_and_say_why(
    five_plans: None, grorud: User
) -> None:
    own, other = make_plan("grorud", slug="grorud-ny"), make_plan("alna", slug="alna-ny")
    measure = make_measure(own, "Styrke laget rundt", items=["Utdeling av testrør til festivaler"])
    alike = make_measure(other, "Et bedre tilbud", items=["Testrør på festivaler"])
    (first, *_rest) = likenesses(measure, grorud).similar
    assert first.measure == alike
    assert first.words == ["Testrør", "festivaler"]


def test_a_measures_page_leads_to_what_is_like_it_and_htmx_brings_it_in(
    five_plans: None, grorud: User
) -> None:
    measure = Measure.objects.get_by_natural_key("nordstrand-2021", 24)
    client, address = CheckingClient.of(grorud), reverse("measures:similar", args=[measure.pk])
    assert f'hx-get="{address}"' in client.get(measure.get_absolute_url()).content.decode()
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "Felles ord: " in part
    assert "<h1>" not in part


def test_a_draft_is_shown_to_nobody_and_the_citys_measures_have_none(
    five_plans: None, grorud: User, ostensjo: User
) -> None:
    draft = make_plan("ostensjo", state=Plan.State.DRAFT)
    secret = make_measure(draft, "Etablere enhjørningstall på Tøyen")
    measure = make_measure(make_plan("grorud"), "Etablere enhjørningstall på Tøyen")
    for reader in (grorud, ostensjo):
        assert secret not in [one.measure for one in likenesses(measure, reader).similar]
    city = Measure.objects.framework()[0]
    page = CheckingClient.of(grorud).get(city.get_absolute_url())
    assert "Lignende tiltak" not in said(page)


# --- «Svarer det på dette?» -----------------------------------------------------------------------


@pytest.fixture
def measure(five_plans: None) -> Measure:
    plan = make_plan("grorud", slug="grorud-ny")
    make_measure(plan, "Sikre at alle får en fast kontaktperson i bydelen")
    return make_measure(plan, "Etablere tilbud om hasjavvenningsprogram (HAP) i bydelen")


def test_the_page_suggests_the_same_as_the_pages_of_the_plan(
    measure: Measure, grorud: User
) -> None:
    of_plan = suggested_plan(measure.plan, list(city_measures()), Day.now()).rows[1]
    own = Measure.objects.as_of(Day.now()).select_related("plan__organisation").get(pk=measure.pk)
    alone = likenesses(own, grorud).suggested
    assert alone is not None
    assert [one.alike for one in alone.suggestions] == [one.alike for one in of_plan.suggestions]
    assert "Svarer det på dette? Strategi 2, tiltak h" in said(page_of(grorud, measure))


def test_a_yes_links_it_and_a_no_asks_about_the_next(measure: Measure, grorud: User) -> None:
    client, address = CheckingClient.of(grorud), "/planer/grorud-ny/forslag/"
    sent = form_on(page_of(grorud, measure), "Ja, det svarer på dette")
    best = suggested_plan(measure.plan, list(city_measures()), Day.now()).rows[1].best
    assert best is not None
    name = f"t{measure.pk}-s{best.city.pk}"
    refused = client.post(address, {**sent, name: "nei"})
    assert refused["Location"] == measure.get_absolute_url()
    assert best.label not in said(page_of(grorud, measure))
    sent[f"t{measure.pk}-seen"] = [
        suggested_plan(measure.plan, list(city_measures()), Day.now()).rows[1].seen
    ]
    client.post(address, {**sent, name: "ja"})
    assert list(measure.answers.all()) == [best.city]
    assert "Svarer det på dette?" not in said(page_of(grorud, measure))


def test_only_who_may_answer_is_asked_and_a_dropped_measure_is_not(
    measure: Measure, grorud: User, leser: User
) -> None:
    assert "Svarer det på dette?" not in said(page_of(leser, measure))
    report(measure, "Utgått")
    assert "Svarer det på dette?" not in said(page_of(grorud, measure))


def test_the_page_leads_to_the_themes_that_the_measure_is_in(grorud: User) -> None:
    make_theme("FACT", name="FACT", slug="fact")
    make_theme("enhjørning", name="Enhjørninger", slug="enhjorninger")
    measure = Measure.objects.get_by_natural_key("nordstrand-2021", 24)
    page = said(page_of(grorud, measure))
    assert "Se temaet FACT i alle bydeler" in page
    assert "Enhjørninger" not in page
