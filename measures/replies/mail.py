"""The mails about links: one that a redaktør copies, and those that the product sends."""

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote

from django.urls import reverse
from django.utils.timezone import localtime

from measures.models import Reply, ReplyLink, Responsible
from plans.models import Plan
from ruspolitikk.accounts.letters import Gathering, To, Words, letter, redaktorer
from ruspolitikk.accounts.models import User
from ruspolitikk.accounts.outbox import Letter, MailKind

REPLIED = MailKind("replied", unasked=False)
ASKED_LEADER = MailKind("asked_leader")


@dataclass(frozen=True, slots=True)
class Mail:
    to: str
    subject: str
    body: str

    @property
    def mailto(self) -> str:
        """The address that opens it in a mail program."""
        to = quote(self.to, safe="@")
        return f"mailto:{to}?subject={quote(self.subject)}&body={quote(self.body)}"


def mail_with(link: ReplyLink, url: str, by: User) -> Mail:
    plan, party = link.plan, link.responsible
    paragraphs = [
        "Hei,",
        (
            f"Kan du rapportere status på {link.measures.count()} tiltak i «{plan.title}» "
            f"der {party.name} er ansvarlig? "
            "Det tar to minutter, og du trenger ikke å logge inn:"
        ),
        url,
        (
            f"Lenken gjelder til og med {link.expires_on:%d.%m.%Y}. "
            "Alle som har den, kan svare, så ikke send den videre."
        ),
        f"Hilsen {by.recorded_as(plan.organisation)}",
    ]
    return Mail(party.email, f"Status på tiltak: {plan.title}", "\n\n".join(paragraphs))


def replies_have_come(plan: Plan, now: datetime) -> list[Letter]:
    """To the redaktører: who has replied by link since the last afternoon, and to how much; in two
    queries. The subject names nobody: a party may be called by a first name."""
    gathering = Gathering.of(now)
    replies = Reply.objects.waiting().filter(link__plan=plan, recorded_at__gte=gathering.since)
    by_party: dict[str, set[int]] = {}
    for reply in replies.select_related("link__responsible"):
        by_party.setdefault(reply.link.responsible.name, set()).add(reply.measure_id)
    n = len(set().union(*by_party.values()))
    words = Words(
        first=f"{n} tiltak i «{plan.title}» har fått svar via lenke.",
        missing=[f"{party}: {len(measures)} tiltak" for party, measures in by_party.items()],
        leads_to="Se svarene",
        afterwards="Tiltakene står som før til du godtar, retter eller avviser.",
    )
    return [
        letter(
            REPLIED,
            f"plan:{plan.pk}:{gathering.key}",
            f"Svar via lenke: {n} tiltak",
            words,
            reverse("measures:reply-links", args=[plan.slug]),
            To.bydel(plan.organisation, redaktorer()),
            gathering.until,
        )
    ]


def mail_to_leader(
    link: ReplyLink, party: Responsible, n: int, until: date, now: datetime, by: User
) -> Letter:
    """What asks a party with an address for `n` measures. The subject names nobody."""
    plan = link.plan
    words = Words(
        first=f"Kan du rapportere status på {n} tiltak i «{plan.title}»?",
        rest="Det tar to minutter, og du trenger ikke å logge inn.",
        above=f"Det er tiltakene der {party.name} er ansvarlig.",
        leads_to="Rapporter status",
        afterwards=(
            f"Lenken gjelder til og med {until:%d.%m.%Y}. Alle som har den, kan svare, så ikke "
            f"send den videre. Hilsen {by.recorded_as(plan.organisation)}"
        ),
    )
    return letter(
        ASKED_LEADER,
        key_of_asking(link, localtime(now).date()),
        f"Status på tiltak: {plan.title}",
        words,
        link.path,
        To((), "ansvarlig for tiltak i planen", party.email),
    )


def key_of_asking(link: ReplyLink, on: date) -> str:
    """What a mail to a leader is about: a link, once a day."""
    return f"link:{link.pk}:{on:%Y-%m-%d}"
