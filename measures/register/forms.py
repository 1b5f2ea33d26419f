"""A bydel's register of responsible parties: one party, and two that are the same."""

from datetime import date
from typing import Any

from django import forms
from django.db import IntegrityError, transaction
from django.db.models import Prefetch, Q

from measures.models import PartyKind, Responsible
from measures.models.merging import may_be_merged
from plans.models import locked
from ruspolitikk.accounts.models import LoggedAct, Membership, Organisation, User, log_act
from ruspolitikk.fields import DayField, SeveralField, TextField, fingerprint

NAME_IS_TAKEN = "«%(name)s» står i registeret fra før. Er det den samme, kan de slås sammen."


class StalePartyError(Exception):
    """Somebody else saved this party after the form was opened; nothing was written."""


class PeopleField(SeveralField[User]):
    """People by name, with the roles that they hold in the bydel."""

    def label_from_instance(self, user: Any) -> str:
        roles = ", ".join(str(m.get_role_display()).lower() for m in user.memberships.all())
        return f"{user.get_full_name() or user.username} ({roles or 'uten rolle i bydelen'})"


class PartyForm(forms.ModelForm[Responsible]):
    """One party of a bydel's register; a new name keeps the former one in the history.

    `standing` is a fingerprint of what the form was opened on: of two who edit at once, the second
    is told.
    """

    name = TextField(
        label="Navn",
        max_length=300,
        help_text="En rolle eller en enhet, ikke navn på en person.",
        error_messages={"required": "Skriv hva rollen eller enheten heter."},
    )
    closed_on = DayField(
        label="Nedlagt fra",
        required=False,
        help_text="Kan ikke velges for nye tiltak fra denne dagen.",
    )
    users = PeopleField(
        label="Brukere",
        required=False,
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text="De som har rollen ansvarlig, rapporterer selv status på disse tiltakene.",
    )
    standing = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Responsible
        fields = ("name", "kind", "part_of", "email", "closed_on", "users")

    def __init__(
        self, organisation: Organisation, data: Any = None, *, party: Responsible | None = None
    ) -> None:
        super().__init__(data, instance=party or Responsible(organisation=organisation))
        self.organisation = organisation
        self.fields["kind"].widget = forms.RadioSelect(choices=PartyKind.choices)
        units = Responsible.objects.unmerged().filter(
            Q(kind=PartyKind.UNIT) | Q(parts=self.instance.pk), organisation=organisation
        )
        self.fields["part_of"] = forms.ModelChoiceField(
            units.exclude(pk=self.instance.pk).distinct().order_by("name_key"),
            label="Hører til",
            required=False,
            empty_label="–",
            help_text="Enheten i bydelen som den ansvarlige er en del av.",
        )
        own = Membership.objects.valid_today().filter(organisation=organisation)
        linked = Q(responsible_for=party) if party else Q()
        self.fields["users"].queryset = (  # type: ignore[attr-defined]
            User.objects.filter(Q(is_active=True, memberships__in=own) | linked)
            .distinct()
            .order_by("last_name", "first_name", "username")
            .prefetch_related(Prefetch("memberships", queryset=own))
        )
        self.order_fields(self.Meta.fields)
        if party:
            self.initial["standing"] = fingerprint(values_of(party))

    def clean_name(self) -> str:
        name = " ".join(str(self.cleaned_data["name"]).split())
        same = Responsible.objects.filter(organisation=self.organisation, name=name)
        if same.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(NAME_IS_TAKEN, params={"name": name})
        return name

    def save_by(self, by: User) -> Responsible | None:
        """Save what was changed; None, with an error on the name, where somebody just took it.
        Raises StalePartyError where somebody else was first."""
        try:
            with transaction.atomic():
                return self._save(by)
        except IntegrityError:
            name = self.cleaned_data["name"]
            self.add_error("name", forms.ValidationError(NAME_IS_TAKEN, params={"name": name}))
            return None

    def _save(self, by: User) -> Responsible:
        party = self.instance
        if party.pk is None:
            party.save()
            self._log("Ny ansvarlig", "", party.name, by)
        else:
            self._refuse_stale(party)
            self._log_changes(by)
            party.name = self.initial["name"]
            party.rename(self.cleaned_data["name"], by=by)
            party.save(update_fields=set(self.changed_data) - {"name", "users", "standing"})
        if "users" in self.changed_data:
            party.users.set(self.cleaned_data["users"])
        return party

    def _refuse_stale(self, party: Responsible) -> None:
        sent = self.cleaned_data["standing"]
        saved = locked(party, Responsible.objects)
        if sent and sent != fingerprint(values_of(saved)) and self.differences(saved):
            raise StalePartyError

    def _log_changes(self, by: User) -> None:
        """An e-mail address is told to its bydel's redaktører alone, so the log says that it was
        changed, and not to what."""
        saved = Responsible.objects.get(pk=self.instance.pk)
        email = self.fields["email"].label
        for label, before, after in self.differences(saved):
            if label != email:
                self._log(label, before, after, by)
            else:
                self._log(label, before and "en adresse", after and "en annen adresse", by)

    def _log(self, what: str, before: str, after: str, by: User) -> None:
        kind = LoggedAct.Kind.PARTY
        log_act(kind, self.instance, what, before, after, by=by, of=self.organisation)

    def differences(self, saved: Responsible) -> list[tuple[str, str, str]]:
        """(field, what is saved, what was typed), for a page that shows both versions."""
        theirs = values_of(saved)
        mine = {**self.cleaned_data, "users": sorted(self.cleaned_data["users"], key=by_pk)}
        return [
            (
                str(self.fields[name].label),
                self._in_words(name, theirs[name]),
                self._in_words(name, mine[name]),
            )
            for name in self.Meta.fields
            if theirs[name] != mine[name]
        ]

    def _in_words(self, name: str, value: Any) -> str:
        if isinstance(value, list):
            return ", ".join(person.get_full_name() or person.username for person in value)
        if isinstance(value, date):
            return f"{value:%d.%m.%Y}"
        return str(PartyKind(value).label if name == "kind" else value or "")


def by_pk(row: Any) -> int:
    return int(row.pk)


def values_of(party: Responsible) -> dict[str, Any]:
    """What the form edits."""
    own = {name: getattr(party, name) for name in PartyForm.Meta.fields if name != "users"}
    return {**own, "users": sorted(party.users.all(), key=by_pk)}


class MergeForm(forms.Form):
    """Which party a spelling is another spelling of; `med` in the address too."""

    med = forms.ModelChoiceField(
        Responsible.objects.none(),
        label="Hvem er det samme som?",
        empty_label="Velg",
        error_messages={
            "required": "Velg hvem det er det samme som.",
            "invalid_choice": "Velg en som står i bydelens register.",
        },
    )

    def __init__(self, party: Responsible, data: Any = None) -> None:
        super().__init__(data)
        self.party = party
        self.fields["med"].queryset = (  # type: ignore[attr-defined]
            Responsible.objects.unmerged()
            .filter(organisation=party.organisation)
            .exclude(pk=party.pk)
            .order_by("name_key")
        )

    def clean_med(self) -> Responsible:
        other: Responsible = self.cleaned_data["med"]
        if not may_be_merged(self.party, other):
            raise forms.ValidationError(
                "Den ene hører til den andre, så de er ikke det samme. Rett «Hører til» først."
            )
        return other


class PartForm(forms.Form):
    """Why a merge is taken back."""

    reason = TextField(
        label="Hvorfor angres det?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Står i registerets historikk. Ikke skriv navn på personer.",
        error_messages={"required": "Skriv hvorfor."},
    )
