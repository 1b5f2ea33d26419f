"""Letters about one's own log-in. They go to the address alone: the outbox empties them once they
are sent, since one of them holds a secret link, and nobody can choose not to have them."""

from uuid import uuid4

from django.urls import reverse

from ruspolitikk.accounts.letters import To, Words, letter
from ruspolitikk.accounts.models import User
from ruspolitikk.accounts.outbox import MailKind, write

KIND = MailKind("login")
CHANGES = {
    "account/email/password_changed": "Passordet ditt i ruspolitikk er byttet.",
    "account/email/password_reset": "Passordet ditt i ruspolitikk er byttet.",
    "mfa/email/totp_activated": "Innlogging med kode fra en app er slått på for brukeren din.",
    "mfa/email/totp_deactivated": "Innlogging med kode fra en app er slått av for brukeren din.",
    "mfa/email/webauthn_added": "En passnøkkel er lagt til for brukeren din i ruspolitikk.",
    "mfa/email/webauthn_removed": "En passnøkkel er fjernet fra brukeren din i ruspolitikk.",
    "mfa/email/recovery_codes_generated": "Det er laget nye reservekoder for brukeren din.",
    "people/steps_removed": "To-trinns innlogging er slått av for deg av en byadministrator.",
    "people/address": "En annen e-postadresse er lagt inn for brukeren din i ruspolitikk.",
}
"""What is told, by the name that allauth has for it; of what a byadministrator does, by one of
ours."""


def write_link(person: User, uid: str, key: str) -> None:
    """The way to a new password, for somebody who has asked for it."""
    words = Words(
        first="Du har bedt om nytt passord i ruspolitikk.",
        rest=f"Brukernavnet ditt er {person.username}.",
        leads_to="Velg nytt passord",
        afterwards=(
            "Lenken virker én gang, og i ett døgn. Har du ikke bedt om den, trenger du ikke å "
            "gjøre noe: Passordet er ikke endret."
        ),
    )
    address = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": key})
    _write(person, "Nytt passord i ruspolitikk", words, address)


def write_change(person: User, what: str, to_address: str = "") -> None:
    """That something about somebody's log-in was changed: a key of CHANGES. `to_address` where it
    is not the one that they have now."""
    words = Words(
        first=CHANGES[what],
        leads_to="Gå til ruspolitikk",
        afterwards="Var det ikke du som gjorde det? Gi beskjed til byadministrator med en gang.",
    )
    subject = CHANGES[what].rstrip(".")
    _write(person, subject, words, reverse("reporting:start"), to_address)


def _write(person: User, subject: str, words: Words, address: str, to_address: str = "") -> None:
    if to_address or person.email:
        to = To((), "bruker i ruspolitikk", to_address or person.email)
        about = f"{person.pk}:{uuid4().hex}"
        write([letter(KIND, about, subject, words, address, to)])
