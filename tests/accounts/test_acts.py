"""The log of acts: who may read it, what is in it, and that nothing in it changes."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from measures.models import Measure
from measures.models.responsible import Responsible
from plans.models import Plan
from ruspolitikk.accounts.models import LoggedAct, Role, User, log_act
from ruspolitikk.accounts.models.act import LogIsKeptError
from tests.admin.rows import filled_in
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan, make_user, organisation
from tests.forms_on_pages import form_on, said

pytestmark = [pytest.mark.usefixtures("five_plans"), pytest.mark.one_database]


def told() -> list[tuple[str, str, str, str, str]]:
    return [
        (act.kind, act.about, act.what, act.before, act.after)
        for act in LoggedAct.objects.order_by("pk")
    ]


def logged(slug: str, plan: str = "", by: User | None = None) -> None:
    of = organisation(slug)
    by = by or make_user(f"før-{slug}-{plan}", (Role.EDITOR, slug))
    log_act(
        LoggedAct.Kind.PLAN, f"En plan i {slug}", "Tittel", "Før", "Etter", by=by, of=of, plan=plan
    )


def test_what_is_done_to_an_adopted_plan_is_told_with_who_and_what_it_was(grorud: User) -> None:
    client = CheckingClient.of(grorud)
    address = "/planer/grorud-2023/"
    form = form_on(client.get(f"{address}rediger/"))
    client.post(f"{address}rediger/", {**form, "case_number": "23/1", "reason": "Mangler"})
    form = form_on(client.get(f"{address}deler/"))
    client.post(f"{address}deler/", {**form, "maal-0-code": "X1", "reason": "Kode"})
    measure = Measure.objects.get_by_natural_key("grorud-2023", 1)
    client.post(f"{address}rekkefolge/", {"measure": measure.pk, "place": "3"})
    assert [(kind, before, after) for kind, _about, _what, before, after in told()][::2] == [
        ("plan", "", "23/1"),
        ("order", "1", "3"),
    ]
    act = LoggedAct.objects.earliest("pk")
    assert (act.by_name, act.by_role, act.plan) == (
        "grorud",
        "redaktør for Bydel Grorud",
        "grorud-2023",
    )


def test_what_is_done_to_a_draft_is_told_nobody(grorud: User) -> None:
    draft = make_plan("grorud", state=Plan.State.DRAFT)
    measures = [make_measure(draft), make_measure(draft)]
    client = CheckingClient.of(grorud)
    client.post(f"/planer/{draft.slug}/rekkefolge/", {"measure": measures[0].pk, "place": "2"})
    form = form_on(client.get(f"/planer/{draft.slug}/rediger/"))
    client.post(f"/planer/{draft.slug}/rediger/", {**form, "title": "Ny tittel"})
    assert not told()


def test_a_partys_people_are_told_and_of_its_address_that_it_was_changed(grorud: User) -> None:
    party = Responsible.objects.get_by_natural_key("grorud", "Kriseteam")
    user = make_user("ute", (Role.RESPONSIBLE, "grorud"))
    client, address = CheckingClient.of(grorud), f"/ansvarlige/{party.pk}/"
    form = form_on(client.get(address))
    client.post(address, {**form, "email": "hemmelig@example.org", "users": [user.pk]})
    assert told() == [
        ("party", "Kriseteam", "E-post", "", "en annen adresse"),
        ("party", "Kriseteam", "Brukere", "", "ute"),
    ]


def test_roles_and_a_person_who_is_deleted_stay_in_the_log(
    byadmin: User, superuser: User, stranger: User, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", logger="ruspolitikk")
    today = f"{localdate():%d.%m.%Y}"
    role = {"role": "editor", "organisation": "grorud", "starts_on": today}
    CheckingClient.of(byadmin).post(reverse("people:give-role", args=[stranger.pk]), role)
    delete = reverse("admin:accounts_user_delete", args=[stranger.pk])
    CheckingClient.of(superuser).post(delete, {"post": "yes"})
    User.objects.filter(pk=byadmin.pk).delete()
    assert told() == [
        ("role", "stranger", "Rolle gitt", "", f"Redaktør, Bydel Grorud fra {today}"),
        ("person", "stranger", "Slettet", "stranger (Redaktør, Bydel Grorud)", ""),
    ]
    assert LoggedAct.objects.earliest("pk").by_name == "byadmin"
    events = [line.message for line in caplog.records if "changed" in line.message]
    assert events == ["role changed", "person changed"]


def test_what_the_admin_changes_is_told_with_what_it_was(superuser: User) -> None:
    party = Responsible.objects.get_by_natural_key("grorud", "Kriseteam")
    client = CheckingClient.of(superuser)
    address = reverse("admin:measures_responsible_change", args=[party.pk])
    Responsible.objects.filter(pk=party.pk).update(kind="role")
    client.post(address, {**filled_in(client, address), "kind": "unit"})
    assert told() == [("party", "Kriseteam", "Type", "Rolle", "Enhet")]


def test_each_reads_what_is_theirs_and_narrows_it(grorud: User, byadmin: User, leser: User) -> None:
    logged("grorud", "grorud-2023")
    logged("grorud")
    logged("alna")
    rows = {
        who.username: CheckingClient.of(who).get("/logg/").context["page"].paginator.count
        for who in (grorud, byadmin)
    }
    assert rows == {"grorud": 2, "byadmin": 3}
    narrowed = CheckingClient.of(grorud).get("/logg/?plan=grorud-2023&type=plan")
    assert narrowed.context["page"].paginator.count == 1
    assert "redaktør for Bydel Grorud" in said(narrowed)
    assert CheckingClient.of(grorud).get("/logg/?plan=finnes-ikke&page=99").status_code == 200
    assert CheckingClient.of(leser).get("/logg/").status_code == 403
    assert "/logg/" not in CheckingClient.of(leser).get("/hjelp/").content.decode()


def test_the_page_asks_the_same_for_one_act_and_fifty(byadmin: User, grorud: User) -> None:
    client = CheckingClient.of(byadmin)
    counts = []
    for n in (1, 55):
        for _ in range(n):
            logged("grorud", by=grorud)
        with CaptureQueriesContext(connection) as captured:
            client.get("/logg/")
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 15


def test_nothing_that_is_logged_is_changed_or_deleted() -> None:
    logged("grorud")
    act = LoggedAct.objects.get()
    for change in (
        act.save,
        act.delete,
        LoggedAct.objects.all().delete,
        lambda: LoggedAct.objects.update(what="noe annet"),
        lambda: LoggedAct.objects.bulk_update([act], ["what"]),
    ):
        with pytest.raises(LogIsKeptError), transaction.atomic():
            change()
    assert told() == [("plan", "En plan i grorud", "Tittel", "Før", "Etter")]
