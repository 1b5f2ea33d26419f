"""Everything can be found in the admin."""

from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.db.models import Model

from measures.items import replace_items
from measures.models import (
    Dismissal,
    HistoryLink,
    KeptFile,
    Measure,
    MeasureSource,
    NoLocalMeasure,
    NotAnswered,
    PartyChange,
    Reading,
    Reply,
    ReplyLink,
    Responsible,
    Succession,
    mark_misfiled,
)
from measures.models.edit import note_edit
from measures.models.word_mapping import map_words
from measures.vocabulary import StatusCode
from plans.models import Deletion, PlanChange
from ruspolitikk.accounts.models import (
    CalendarAddress,
    KeptForm,
    LoggedAct,
    Mail,
    MailChoice,
    PersonSession,
    PublicText,
    RefusedAddress,
    Role,
    User,
    log_act,
)
from ruspolitikk.accounts.recorded import signed
from tests.admin.rows import count_in_list, name_of, one_of, path
from tests.checking_client import CheckingClient
from tests.factories import editor_of, make_theme, make_user, organisation, report

# Who may do what is decided in Python; the pages' own tests ask both databases.
pytestmark = pytest.mark.one_database


OWN_APPS = ("accounts", "plans", "measures")
# What somebody typed and has not saved is shown to that person alone, and so is a document that is
# being read in: to the bydel's redaktører, on its own pages. A file that is kept is handed out by
# the page of its plan. Mails, a calendar and sessions are on their person's own page,
# and an address that is refused is told of there and on the person's in the admin.
# The chain of a history is told of by `manage.py verify_history`; the words of the open pages are
# written on those pages.
OF_NO_LIST: set[type[Model]] = {
    *(CalendarAddress, HistoryLink, KeptFile, KeptForm, Mail, MailChoice, PersonSession, Reading),
    *(PublicText, RefusedAddress),
}
MODELS: list[type[Model]] = [
    model
    for label in OWN_APPS
    for model in apps.get_app_config(label).get_models()
    if model not in OF_NO_LIST
]
SAYINGS: list[type[Model]] = [NoLocalMeasure, NotAnswered, Succession]


@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_every_model_is_registered(model: type[Model]) -> None:
    assert admin.site.is_registered(model)


@pytest.fixture(scope="module")
def words_and_items_with_a_history(kept: None) -> None:
    """The real plans come with no wording that was mapped, and nothing that was changed."""
    grorud = editor_of(organisation("grorud"))
    words = map_words(organisation("grorud"), "Nesten i mål", StatusCode.IN_PROGRESS, by=grorud)
    words.withdraw("Bydelen mener noe annet", by=grorud)
    measure = Measure.objects.get_by_natural_key("grorud-2023", 1)
    replace_items(measure, ["Bare dette"], on=date(2026, 1, 1), by=grorud)
    note_edit(measure, None, by=grorud)
    report(measure, by=grorud)
    [wrong] = measure.statuses.filter(recorded_by=grorud)
    PlanChange.objects.create(
        plan=measure.plan,
        part="title",
        reason="Skrivefeil",
        **signed(grorud, organisation("grorud")),
    )
    make_theme("bolig")
    MeasureSource.objects.create(measure=measure, document="Plan.docx", place="Tabell 1, rad 2")
    city = organisation("oslo")
    Deletion.objects.create(
        organisation=city, what="draft", address="/planer/oslo-2031/", **signed(grorud, city)
    )
    log_act(LoggedAct.Kind.PLAN, measure.plan, "Tittel", by=grorud, of=measure.plan.organisation)
    mark_misfiled(measure, True, reason="Feil plan", by=grorud)
    mark_misfiled(measure, False, reason="Det var riktig plan", by=grorud)
    measure.withdraw([wrong], reason="Feil tiltak", by=grorud, expected_version=1)


@pytest.fixture(scope="module")
def history_of_parties(kept: None) -> None:
    """The real plans come with no party that was renamed, and none that has answered."""
    grorud = editor_of(organisation("grorud"))
    party = one_of(Responsible, "grorud")
    party.rename("Et nytt navn", by=grorud)
    measure = Measure.objects.get_by_natural_key("grorud-2023", 1)
    link = ReplyLink.objects.create(
        responsible=party, plan=measure.plan, created_by=grorud, expires_on=date(2030, 1, 1)
    )
    Reply.objects.create(
        link=link, measure=measure, words="Ja", version=0, applies_on=date(2026, 1, 1)
    )


@pytest.mark.usefixtures("history_of_parties", "words_and_items_with_a_history")
@pytest.mark.parametrize("who", ["superuser", "byadmin"])
@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_every_model_is_listed_searched_and_opened(
    request: pytest.FixtureRequest, byadmin: User, model: type[Model], who: str
) -> None:
    user = request.getfixturevalue(who)
    client = CheckingClient.of(user)
    one_of(Dismissal, "grorud")  # the real plans bring all the others
    odd = ("?q=%25", "?q=%00", "?o=abc&p=9999&x=1") if who == "byadmin" else ()
    for query in ("", *odd):
        assert client.get(path(model) + query, follow=True).status_code == 200
    if model in SAYINGS:
        one_of(model, "ostensjo")
    row: Any = model._default_manager.order_by("pk").first()
    assert client.get(path(model, row.pk, "change")).status_code == 200
    assert client.get(path(model, row.pk, "history")).status_code == 200


@pytest.mark.usefixtures("history_of_parties")
@pytest.mark.parametrize("model", [PartyChange, ReplyLink, Reply], ids=name_of)
def test_what_parties_did_is_read_by_their_own_bydel_and_changed_by_nobody(
    staff: User, model: type[Model]
) -> None:
    row: Any = model._default_manager.get()
    own = CheckingClient.of(staff)
    page = own.get(path(model, row.pk, "change"))
    assert page.status_code == 200
    assert getattr(row, "nonce", "uten nøkkel") not in page.content.decode()
    for verb in ("change", "delete"):
        assert own.post(path(model, row.pk, verb), {"post": "yes"}).status_code == 403
    elsewhere = make_user("alna-stab", (Role.EDITOR, "alna"), is_staff=True)
    assert count_in_list(elsewhere, model) == 0


@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_an_unknown_row_is_no_error(superuser: User, model: type[Model]) -> None:
    client = CheckingClient.of(superuser)
    for pk in ("99999999999999999999999", "-1", "abc", "_00", "%25"):
        for verb in ("change", "delete", "history"):
            assert client.get(path(model, pk, verb)).status_code in {302, 403, 404}


def test_the_search_finds_what_the_pages_find(superuser: User) -> None:
    assert count_in_list(superuser, Measure, "?q=RUSKONSULENT") == count_in_list(
        superuser, Measure, "?q=ruskonsulent"
    )
    assert count_in_list(superuser, Responsible, "?q=hjemmetjenesten") == 1


@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_who_is_not_let_in_is_told_so(grorud: User, model: type[Model]) -> None:
    for address in (path(model), path(model, "add"), "/admin/"):
        response = CheckingClient.of(grorud).get(address)
        assert response.status_code == 403
        assert "Administrasjonen er for dem som har" in response.content.decode()


def test_a_post_by_who_is_not_let_in_changes_nothing(grorud: User) -> None:
    measure = one_of(Measure, "grorud")
    CheckingClient.of(grorud).post(path(Measure, measure.pk, "change"), {"text": "Endret"})
    measure.refresh_from_db()
    assert measure.text != "Endret"


def test_nobody_logged_in_is_sent_to_log_in(client: CheckingClient, five_plans: None) -> None:
    assert client.get("/admin/").status_code == 302
    assert client.get("/admin/autocomplete/").status_code == 302
