"""Whose the links and the answers are."""

import pytest
from django.utils.timezone import localdate

from measures.models import Measure, Reply, ReplyLink
from plans.models import Plan
from ruspolitikk.accounts.models import Role, User
from tests.checking_client import CheckingClient
from tests.factories import make_user
from tests.measures.replies.replying import answered, entries, said

pytestmark = pytest.mark.usefixtures("five_plans")


def test_a_redaktor_of_another_bydel_replays_every_act_in_vain(
    link: ReplyLink, measures: list[Measure], plan: Plan, leser: User
) -> None:
    alna = make_user("alna", (Role.EDITOR, "alna"))
    answer = answered(link, measures[0], status="completed")
    before = [entries(), list(Reply.objects.values()), list(ReplyLink.objects.values())]
    typed = {
        "responsible": link.responsible_id,
        "expires_on": f"{localdate():%d.%m.%Y}",
        "reason": "Forfalsket",
        "version": measures[0].report_version,
        f"t{measures[0].pk}-status": "cancelled",
    }
    acts = [
        f"/planer/{plan.slug}/svarlenker/",
        f"/svarlenker/{link.pk}/trekk/",
        *(f"/mottatte-svar/{answer.pk}/{verb}/" for verb in ("godta", "rett", "avvis")),
    ]
    for user in (alna, leser):
        client = CheckingClient.of(user)
        for address in acts:
            assert client.post(address, typed).status_code == 403
        shown = client.get(f"/svarlenker/{link.pk}/")
        assert shown.status_code == 403
        assert link.path not in shown.content.decode()
    after = [entries(), list(Reply.objects.values()), list(ReplyLink.objects.values())]
    assert after == before


def test_what_belongs_to_anothers_draft_is_not_found(
    link: ReplyLink, measures: list[Measure], plan: Plan, ostensjo: User
) -> None:
    answer = answered(link, measures[0], status="completed")
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.DRAFT)
    client = CheckingClient.of(ostensjo)
    for address in (
        f"/planer/{plan.slug}/svarlenker/",
        f"/svarlenker/{link.pk}/trekk/",
        f"/mottatte-svar/{answer.pk}/godta/",
        f"/mottatte-svar/{answer.pk}/rett/",
    ):
        assert client.post(address).status_code == 404


@pytest.mark.parametrize("pk", [987654321, 9**30])
def test_what_is_not_there_is_not_found(grorud: User, pk: int) -> None:
    client = CheckingClient.of(grorud)
    for verb in ("godta", "rett", "avvis"):
        assert client.post(f"/mottatte-svar/{pk}/{verb}/").status_code == 404
    assert client.get(f"/svarlenker/{pk}/").status_code == 404
    assert client.post(f"/svarlenker/{pk}/trekk/").status_code == 404


def test_a_withdrawn_link_is_told_of_in_the_list(
    link: ReplyLink, plan: Plan, measures: list[Measure], grorud: User
) -> None:
    answered(link, measures[0], status="ongoing")
    client = CheckingClient.of(grorud)
    address = f"/planer/{plan.slug}/svarlenker/"
    assert f"Gjelder til {link.expires_on:%d.%m.%Y}" in said(client.get(address))
    assert "1 tiltak, sist" in said(client.get(address))

    client.post(f"/svarlenker/{link.pk}/trekk/")
    link.refresh_from_db()
    first = link.revoked_at
    client.post(f"/svarlenker/{link.pk}/trekk/")

    link.refresh_from_db()
    assert (link.revoked_at, link.revoked_by) == (first, grorud)
    assert "Trukket tilbake" in said(client.get(address))
    assert "Lenken virker ikke lenger" in said(client.get(f"/svarlenker/{link.pk}/"))
