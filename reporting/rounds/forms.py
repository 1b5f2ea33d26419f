"""«Ny runde» and «Rediger»: what the city asks for, about which day, and by when."""

from datetime import date
from hashlib import sha256
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from reporting.mails.letters import due_moved, round_opened
from reporting.models import Round, RoundChange, Submission
from reporting.models.submission import with_the_city
from ruspolitikk.accounts.models import Organisation, User
from ruspolitikk.accounts.outbox import write, write_anew
from ruspolitikk.accounts.recorded import signed
from ruspolitikk.fields import DayField, TextField
from ruspolitikk.personal_data import IDENTITY_ALONE
from ruspolitikk.wording import fold

LONGEST_TEXT = 2000
DUE_ON = "due_on"
"""The one fact of a round that is changed after a bydel has sent."""


class RoundForm(forms.ModelForm[Round]):
    """A round that is new, or changed.

    `seen` is a fingerprint of what the form was opened on: of two who edit at once, the second is
    told.
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    name = TextField(
        label="Navn",
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text="Slik det står i menyer og rapporter, for eksempel «T1 2027».",
        error_messages={"required": "Skriv hva runden heter."},
    )
    cut_off = DayField(
        label="Status per dato",
        help_text="Dagen rapporten gjelder.",
        error_messages={"required": "Skriv dagen rapporten gjelder."},
    )
    first_day = DayField(
        label="Første dag",
        required=False,
        help_text=(
            "Bare for den første runden. Uten dato begynner den 1. januar samme år. "
            "Senere runder begynner dagen etter at den forrige sluttet."
        ),
    )
    due_on = DayField(
        label="Frist for å sende inn",
        error_messages={"required": "Skriv dagen bydelene skal ha sendt inn."},
    )
    covering_text = TextField(
        points_out=IDENTITY_ALONE,
        label="Følgebrev",
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Står i e-posten og på bydelens side. Ikke skriv navn på personer.",
    )

    reason = TextField(
        label="Hvorfor flyttes fristen?",
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=(
            "Alle kan lese det på rundens side, og bydelene som ikke har sendt, får det på e-post."
        ),
    )

    class Meta:
        model = Round
        fields = (
            "name",
            "cut_off",
            "first_day",
            "due_on",
            "asks_for_risk",
            "asks_for_remark",
            "asks_for_summary",
            "covering_text",
        )

    def __init__(self, one: Round, data: Any = None) -> None:
        super().__init__(data, instance=one, initial={"seen": fingerprint(one)})
        others = Round.objects.exclude(pk=one.pk)
        if (others.filter(cut_off__lt=one.cut_off) if one.pk else others).exists():
            del self.fields["first_day"]
        self.sent = Submission.objects.filter(round=one.pk).order_by("pk").first()
        for name in [name for name in self.Meta.fields if name != DUE_ON] if self.sent else []:
            self.fields.pop(name, None)
        if not self.sent:
            del self.fields["reason"]

    @property
    def asked_for(self) -> list[forms.BoundField]:
        """The ticks for what is asked for beside the status."""
        return [self[name] for name in self.fields if name.startswith("asks_for_")]

    def clean_name(self) -> str:
        name = " ".join(str(self.cleaned_data["name"]).split())
        others = Round.objects.exclude(pk=self.instance.pk).values_list("name", flat=True)
        if taken := next((other for other in others if fold(other) == fold(name)), None):
            raise ValidationError(f"Det er allerede en runde som heter «{taken}».")
        return name

    def clean_cut_off(self) -> date:
        cut_off: date = self.cleaned_data["cut_off"]
        same = Round.objects.exclude(pk=self.instance.pk).filter(cut_off=cut_off).first()
        if same:
            raise ValidationError(
                f"{same} har også status per {cut_off:%d.%m.%Y}. "
                "To runder kan ikke gjelde samme dag."
            )
        if cut_off != self.initial.get("cut_off") and (why := what_locks(cut_off)):
            raise ValidationError(f"{why}. En ny runde må gjelde en senere dag.")
        return cut_off

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        due_on = cleaned.get(DUE_ON)
        cut_off = self.instance.cut_off if self.sent else cleaned.get("cut_off")
        if due_on and self.sent and DUE_ON in self.changed_data and not cleaned.get("reason"):
            self.add_error("reason", "Skriv hvorfor fristen flyttes.")
        if due_on and cut_off and due_on < cut_off:
            self.add_error(
                "due_on",
                f"Fristen {due_on:%d.%m.%Y} er før dagen rapporten gjelder, {cut_off:%d.%m.%Y}.",
            )
        return cleaned

    def store(self, by: User) -> bool:
        """Write it, and what was changed. False where somebody else was first, with the round, its
        name or its day; the form then says so, and keeps what was typed."""
        try:
            with transaction.atomic():
                return self._store(by)
        except IntegrityError:
            self.add_error(
                None, "Noen andre lagret en runde med samme navn eller dato. Prøv igjen."
            )
            return False

    def _store(self, by: User) -> bool:
        city = Organisation.objects.get(kind=Organisation.Kind.CITY)
        one = self.instance
        if one.pk is None:
            one.recorded_by, one.recorded_as = by, by.recorded_as(city)
            one.save(force_insert=True)
            write(round_opened(one))
            return True
        saved = Round.objects.select_for_update(no_key=True).filter(pk=one.pk).first()
        if saved is None:
            self.add_error(None, "Noen andre slettet runden mens du skrev. Ingenting er lagret.")
            return False
        if saved.is_closed:
            self.add_error(None, f"{saved} ble lukket mens du skrev. Ingenting er lagret.")
            return False
        if not self.sent and Submission.objects.filter(round=saved).exists():
            self.add_error(
                None,
                "En bydel sendte inn mens du skrev. Ingenting er lagret. Nå kan bare fristen "
                "endres. Åpne «Rediger» på nytt.",
            )
            return False
        if self.cleaned_data["seen"] != fingerprint(saved):
            self._tell_of(saved)
            return False
        changed = [name for name in self.Meta.fields if getattr(one, name) != getattr(saved, name)]
        changes = RoundChange.objects.bulk_create(
            RoundChange(
                round=one,
                part=label_of(name),
                before=in_words(getattr(saved, name)),
                after=in_words(getattr(one, name)),
                reason=self.cleaned_data.get("reason", ""),
                **signed(by, city),
            )
            for name in changed
        )
        one.save(update_fields=changed)
        write_anew(round_opened(one))
        if saved.due_on and DUE_ON in changed:
            moved = changes[changed.index(DUE_ON)]
            write(due_moved(moved, saved.due_on, not_sent_by(one)))
        return True

    def _tell_of(self, saved: Round) -> None:
        differences = "; ".join(
            f"{label_of(name)}: {in_words(theirs) or 'tomt'}"
            for name in self.Meta.fields
            if (theirs := getattr(saved, name)) != getattr(self.instance, name)
        )
        self.add_error(
            None,
            "Noen andre endret runden mens du skrev. Ingenting er overskrevet. Slik er det lagret, "
            f"der det er annerledes enn ditt: {differences or 'ingenting'}. "
            "Lagrer du igjen, gjelder ditt.",
        )
        self.data = {**self.data.dict(), "seen": fingerprint(saved)}  # type: ignore[attr-defined]


def not_sent_by(one: Round) -> list[Organisation]:
    """The bydeler that have not sent for a round, or have it back."""
    done = with_the_city(Submission.objects.filter(round=one).newest())
    return [bydel for bydel in Organisation.objects.bydeler() if bydel.pk not in done]


def what_locks(day: date) -> str:
    """Why no round comes before a day any more, or goes: somebody has sent for one that is about
    it or a later day, or it is closed, and its days are told in what was sent and kept. Blank where
    nothing does."""
    sent = Submission.objects.filter(round__cut_off__gte=day)
    first = sent.select_related("round", "bydel").order_by("pk").first()
    if first:
        about = f"{first.round}, som gjelder {first.round.cut_off:%d.%m.%Y}"
        return f"{first.bydel.full_name} har sendt inn for {about}"
    closed = Round.objects.filter(cut_off__gte=day, closed_at__isnull=False).first()
    return f"{closed}, som gjelder {closed.cut_off:%d.%m.%Y}, er lukket" if closed else ""


def fingerprint(one: Round) -> str:
    """Of what the form edits; empty for a round that is not there yet."""
    if one.pk is None:
        return ""
    values = repr([getattr(one, name) for name in RoundForm.Meta.fields])
    return sha256(values.encode("utf-8", "surrogatepass")).hexdigest()


def label_of(name: str) -> str:
    """What the history calls a field."""
    field: Any = Round._meta.get_field(name)
    return str(field.verbose_name)


def in_words(value: Any) -> str:
    """A round's fact as its history keeps it."""
    if isinstance(value, bool):
        return "ja" if value else "nei"
    return f"{value:%d.%m.%Y}" if isinstance(value, date) else str(value or "")
