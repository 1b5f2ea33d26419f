"""«Skriv til bydelen»: the city writes to the redaktører of some bydeler about an open round."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db import transaction
from django.utils.timezone import localtime, now

from plans.models.locking import locked
from reporting.mails.letters import day_in_words, from_the_city
from reporting.models import Round, RoundLetter
from reporting.rounds.lines import Line
from ruspolitikk.accounts.models import Organisation, User
from ruspolitikk.accounts.outbox import write
from ruspolitikk.accounts.recorded import signed
from ruspolitikk.fields import TextField
from ruspolitikk.personal_data import IDENTITY_ALONE
from ruspolitikk.wording import plural

LONGEST_LETTER = 2000


@dataclass(frozen=True, slots=True)
class Written:
    """How many new mails a letter became, and to which bydeler."""

    mails: int
    bydeler: Sequence[Organisation]

    def __str__(self) -> str:
        n = len(self.bydeler)
        to = self.bydeler[0].full_name if n == 1 else f"{n} bydeler"
        many = f"{self.mails} {plural(self.mails, 'redaktør', 'redaktører')}"
        if not self.mails:
            return "Den samme meldingen er alt sendt i dag. Ingen får den to ganger."
        return f"E-posten går til {many} i {to}."


class WriteForm(forms.Form):
    """The bydeler that have not sent and can be reached, some of them ticked, and the text."""

    bydeler = forms.MultipleChoiceField(
        label="Til",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Velg minst én bydel.",
            "invalid_choice": "En av bydelene har sendt inn i mellomtiden, eller kan ikke "
            "få e-post. Velg på nytt.",
        },
    )
    text = TextField(
        points_out=IDENTITY_ALONE,
        label="Melding",
        max_length=LONGEST_LETTER,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=(
            "Går som e-post til redaktørene. Alle kan lese den under «Alt som har skjedd i "
            "runden». Ikke skriv navn på personer."
        ),
        error_messages={"required": "Skriv en melding."},
    )

    def __init__(
        self, one: Round, lines: Sequence[Line], chosen: Sequence[str], on: date, data: Any = None
    ) -> None:
        super().__init__(data, initial={"bydeler": chosen, "text": ready_text(one, on)})
        self.round = one
        self.by_slug = {line.bydel.slug: line.bydel for line in lines}
        self.fields["bydeler"].choices = [  # type: ignore[attr-defined]
            (line.bydel.slug, f"{line.bydel.full_name} ({line.state.label.lower()})")
            for line in lines
        ]

    @transaction.atomic
    def save(self, by: User) -> Written:
        """Log it, and write it to the outbox; the same text twice on a day is one. Raises GoneError
        where the round was deleted."""
        one = locked(self.round, Round.objects)
        bydeler = [self.by_slug[slug] for slug in self.cleaned_data["bydeler"]]
        text = self.cleaned_data["text"]
        moment = now()
        today = localtime(moment).date()
        same = RoundLetter.objects.filter(round=one, text=text, recorded_at__date=today)
        had = set(same.values_list("bydel", flat=True))
        signature = signed(by, Organisation.objects.get(kind=Organisation.Kind.CITY))
        RoundLetter.objects.bulk_create(
            RoundLetter(round=one, bydel=bydel, text=text, recorded_at=moment, **signature)
            for bydel in bydeler
            if bydel.pk not in had
        )
        mails = write(from_the_city(one, bydeler, text, today))
        return Written(mails, bydeler)


def ready_text(one: Round, on: date) -> str:
    """What may be sent as it is."""
    due = ""
    if one.due_on:
        is_late = one.due_on < on
        due = f" Fristen {'var' if is_late else 'er'} {day_in_words(one.due_on)}."
    return (
        f"Vi har ikke fått {one} fra dere ennå.{due}\n\n"
        "Blir dere ikke ferdige, kan dere sende inn likevel. Det som mangler, står da som hull i "
        "rapporten. Si fra om det er noe vi kan hjelpe med.\n\n"
        "Hilsen byadministrator"
    )
