"""What a link takes: so many sends an hour, while its maker holds the role; and what it opens."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django.utils.timezone import localdate

from measures.models import LinkClosedError, Measure, Reply, ReplyLink, take_replies
from measures.models.merging import merge_into, part_again
from measures.models.reply import MOST_SENDS
from measures.replies.forms import LONGEST_REMARK
from plans.models import Plan
from ruspolitikk.accounts.models import Role, User
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_user
from tests.measures.replies.replying import answered, make_link, said, sent

pytestmark = [pytest.mark.usefixtures("five_plans"), pytest.mark.one_database]


def test_a_link_takes_so_many_sends_an_hour_and_what_is_typed_beyond_them_stays(
    link: ReplyLink, measures: list[Measure], monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(MOST_SENDS):
        assert (
            sent(link, (measures[0], {"status": "ongoing", "remark": f"nr. {n}"})).status_code
            == 302
        )
    refused = sent(link, (measures[0], {"status": "ongoing", "remark": "én for mye"}))
    free_at = timezone.localtime(Reply.objects.earliest("recorded_at").recorded_at) + timedelta(
        hours=1
    )
    assert refused.status_code == 429
    assert f"Prøv igjen etter kl. {free_at:%H.%M}." in said(refused)
    assert "én for mye" in refused.content.decode()
    assert Reply.objects.count() == MOST_SENDS
    # What waits may still be sent once more as it is, and taken back.
    assert sent(link).status_code == 302
    assert sent(link, (measures[0], {"status": "", "risk": "", "remark": ""})).status_code == 302
    later = timezone.now() + timedelta(hours=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert sent(link, (measures[0], {"status": "ongoing"})).status_code == 302


def test_a_remark_by_a_link_is_no_longer_than_its_form_says(
    link: ReplyLink, measures: list[Measure]
) -> None:
    assert f"Høyst {LONGEST_REMARK} tegn." in said(CheckingClient().get(link.path))
    long = "å" * (LONGEST_REMARK + 1)
    refused = sent(link, (measures[0], {"status": "ongoing", "remark": long}))
    assert f"Det er plass til {LONGEST_REMARK}" in said(refused)
    assert long in refused.content.decode()
    assert not Reply.objects.exists()


@pytest.mark.parametrize("lost", ["the role", "the user"])
def test_a_link_closes_with_its_makers_role_and_both_sides_are_told(
    link: ReplyLink, measures: list[Measure], grorud: User, plan: Plan, lost: str
) -> None:
    if lost == "the role":
        grorud.memberships.all().delete()
    else:
        User.objects.filter(pk=grorud.pk).update(is_active=False)
    for answer in (CheckingClient().get(link.path), CheckingClient().get(f"{link.path}takk/")):
        assert answer.status_code == 410
        assert "Den som laget den, er ikke lenger redaktør i bydelen." in said(answer)
        assert "Grorud" not in said(answer)
    with pytest.raises(LinkClosedError):
        take_replies(link, {}, [], localdate())
    other = make_user("etterpå", (Role.EDITOR, "grorud"))
    page = CheckingClient.of(other).get(f"/planer/{plan.slug}/svarlenker/")
    assert "Stengt: Den som laget den, er ikke lenger redaktør her." in said(page)
    CheckingClient.of(other).post(
        f"/planer/{plan.slug}/svarlenker/", {"alle": "1", "expires_on": f"{localdate():%d.%m.%Y}"}
    )
    assert ReplyLink.objects.filter(created_by=other, responsible=link.responsible).exists()


def opened(link: ReplyLink) -> set[str]:
    """The names of all measures that stand on the link's page, and on that of its thanks."""
    pages = (CheckingClient().get(link.path), CheckingClient().get(f"{link.path}takk/"))
    forms = {form.measure.name for form in pages[0].context["replies"].forms}
    return forms | {reply.measure.name for reply in pages[1].context["replies"]}


def test_a_merge_lets_no_link_open_more_than_it_did(
    link: ReplyLink, measures: list[Measure], plan: Plan, grorud: User
) -> None:
    make_measure(plan, "Kriseteamets", responsible=["Kriseteam"])
    other = make_link(plan, "Kriseteam", grorud)
    of_each = {one: opened(one) for one in (link, other)}
    for one in (link, other):
        for form in CheckingClient().get(one.path).context["replies"].forms:
            answered(one, form.measure, status="ongoing")
    into = other.responsible
    merge_into(link.responsible, into, by=grorud)
    assert {one: opened(one) for one in (link, other)} == of_each
    assert opened(make_link(plan, "Kriseteam", grorud)) == of_each[link] | of_each[other]
    merge: Any = into.spellings.get().changes.first()
    part_again(merge, reason="Ikke de samme", by=grorud)
    assert {one: opened(one) for one in (link, other)} == of_each
