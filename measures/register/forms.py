"""A bydel's register of responsible parties: one party, and two that are the same."""

from typing import Any

from django import forms
from django.db import IntegrityError, transaction
from django.db.models import Prefetch, Q

from measures.models import PartyKind, Responsible
from ruspolitikk.accounts.models import Membership, Organisation, User
from ruspolitikk.fields import DayField, SeveralField, TextField

NAME_IS_TAKEN = "«%(name)s» står i registeret fra før. Er det den samme, kan de slås sammen."


class PeopleField(SeveralField[User]):
    """People by name, with the roles that they hold in the bydel."""

    def label_from_instance(self, user: Any) -> str:
        roles = ", ".join(str(m.get_role_display()).lower() for m in user.memberships.all())
        return f"{user.get_full_name() or user.username} ({roles or 'uten rolle i bydelen'})"


class PartyForm(forms.ModelForm[Responsible]):
    """One party of a bydel's register; a new name keeps the former one in the history."""

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
        own = Membership.objects.filter(organisation=organisation)
        linked = Q(responsible_for=party) if party else Q()
        self.fields["users"].queryset = (  # type: ignore[attr-defined]
            User.objects.filter(Q(is_active=True, memberships__in=own) | linked)
            .distinct()
            .order_by("last_name", "first_name", "username")
            .prefetch_related(Prefetch("memberships", queryset=own))
        )
        self.order_fields(self.Meta.fields)

    def clean_name(self) -> str:
        name = " ".join(str(self.cleaned_data["name"]).split())
        same = Responsible.objects.filter(organisation=self.organisation, name=name)
        if same.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(NAME_IS_TAKEN, params={"name": name})
        return name

    def save_by(self, by: User) -> Responsible | None:
        """Save what was changed; None, with an error on the name, where somebody just took it."""
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
        else:
            party.name = self.initial["name"]
            party.rename(self.cleaned_data["name"], by=by)
            party.save(update_fields=set(self.changed_data) - {"name", "users"})
        if "users" in self.changed_data:
            party.users.set(self.cleaned_data["users"])
        return party


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
        if not self.party.may_merge_into(other):
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
