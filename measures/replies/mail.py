"""The mail that a redaktør may send with a link: words to copy; nothing is sent from here."""

from dataclasses import dataclass
from urllib.parse import quote

from measures.models import ReplyLink
from ruspolitikk.accounts.models import User


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
