"""What is mailed: to the redaktør, that a reply has come; to a leader, what is asked."""

import pytest

from measures.models import Measure, ReplyLink
from ruspolitikk.accounts.models import Mail, MailChoice, User
from tests.measures.replies.replying import answered

pytestmark = pytest.mark.one_database


def test_a_reply_that_has_come_is_mailed_to_those_who_have_asked_for_it(
    link: ReplyLink, measures: list[Measure], grorud: User
) -> None:
    grorud.email = "redaktor@example.org"
    grorud.save(update_fields=["email"])
    answered(link, measures[0], own_words="I rute")
    assert not Mail.objects.exists()

    MailChoice.objects.create(user=grorud, kind="replied", wanted=True)
    answered(link, measures[1], own_words="I rute")
    mail = Mail.objects.get()
    assert (mail.to, mail.subject) == (grorud, "Svar via lenke: 2 tiltak")
    assert f"- {link.responsible.name}: 2 tiltak" in mail.text
    assert mail.not_before is not None
