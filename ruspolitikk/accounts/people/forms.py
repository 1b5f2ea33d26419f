"""The forms of people: who is invited, a role with its days, a name and an address."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from ruspolitikk.accounts.models import Organisation, Role, User
from ruspolitikk.accounts.people.invitations import Invitation
from ruspolitikk.accounts.people.listing import CITY_FIRST, Asked, Which
from ruspolitikk.fields import DayField, TextField
from ruspolitikk.personal_data import IDENTITY_ALONE

LONGEST_NAME = 150
ROLES = [
    (Role.EDITOR, "Redaktør: endrer bydelens plan"),
    (Role.RESPONSIBLE, "Ansvarlig: rapporterer egne tiltak"),
    (Role.READER, "Leser: leser alt, endrer ingenting"),
    (Role.CITY_ADMIN, "Byadministrator: har ansvaret for byens plan, rundene og personene"),
]
WHOLE_CITY = "Hele byen"


class WhereField(forms.ModelChoiceField[Organisation]):
    """The city or a bydel, by the word of its address."""

    def __init__(self, **options: Any) -> None:
        super().__init__(Organisation.objects.order_by(CITY_FIRST), to_field_name="slug", **options)

    def label_from_instance(self, organisation: Any) -> str:
        if not organisation.is_bydel:
            return WHOLE_CITY
        return f"{organisation.number} {organisation.name}"


class PeopleFilter(forms.Form):
    """Which people are shown; what no such choice is, is told, and then all are."""

    bydel = WhereField(label="Gjelder", required=False, empty_label="Alle")
    rolle = forms.ChoiceField(
        label="Rolle", required=False, choices=[("", "Alle roller"), *Role.choices]
    )
    vis = forms.ChoiceField(
        label="Hvem", required=False, choices=[(which.value, which.label) for which in Which]
    )

    @property
    def asked(self) -> Asked:
        if not self.is_valid():
            return Asked()
        chosen = self.cleaned_data
        role = Role(chosen["rolle"]) if chosen["rolle"] else None
        return Asked(Which(chosen["vis"]), chosen["bydel"], role)


class RoleAndPlaceForm(forms.Form):
    """A role and where it is held, which must fit each other."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        role, where = cleaned.get("role"), cleaned.get("organisation")
        if where and role in {Role.EDITOR, Role.RESPONSIBLE} and not where.is_bydel:
            self.add_error("organisation", "Velg bydelen. Denne rollen gjelder i en bydel.")
        if where and role == Role.CITY_ADMIN and where.is_bydel:
            self.add_error("organisation", f"Velg «{WHOLE_CITY}». En byadministrator er byens.")
        return cleaned


class ContactForm(forms.Form):
    name = TextField(
        points_out=IDENTITY_ALONE,
        label="Navn",
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Skriv navnet."},
    )
    email = forms.EmailField(
        label="E-post",
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"invalid": "Skriv en hel e-postadresse, som navn@oslo.kommune.no."},
    )

    others = User.objects.all()
    """Those whose address it may not be."""

    def clean_name(self) -> str:
        return " ".join(str(self.cleaned_data["name"]).split())

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"])
        if email and (other := self.others.filter(email__iexact=email).first()):
            raise ValidationError(
                f"Adressen er i bruk av {other.name}. Gi rollen på siden til {other.name}."
            )
        return email


class PersonsContactForm(ContactForm):
    """Of one who is here."""

    def __init__(self, person: User, data: Any = None) -> None:
        super().__init__(data, initial={"name": person.get_full_name(), "email": person.email})
        self.others = User.objects.exclude(pk=person.pk)


class InviteForm(RoleAndPlaceForm, ContactForm):
    role = forms.ChoiceField(
        label="Rolle", choices=ROLES, initial=Role.EDITOR, widget=forms.RadioSelect
    )
    organisation = WhereField(
        label="Gjelder",
        empty_label="Velg",
        error_messages={"required": "Velg hvor rollen gjelder."},
    )
    first = forms.ChoiceField(
        label="Første innlogging",
        choices=[
            ("lenke", "Send en lenke på e-post"),
            ("passord", "Lag et engangspassord som jeg gir selv"),
        ],
        initial="lenke",
        widget=forms.RadioSelect,
        help_text="Et engangspassord må byttes ved første innlogging.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("first") == "lenke" and not cleaned.get("email", "-"):
            self.add_error("email", "Skriv e-postadressen, eller lag et engangspassord.")
        return cleaned

    @property
    def invitation(self) -> Invitation:
        cleaned = self.cleaned_data
        return Invitation(
            name=cleaned["name"],
            email=cleaned["email"],
            role=cleaned["role"],
            organisation=cleaned["organisation"],
            by_link=cleaned["first"] == "lenke",
        )


class RoleForm(RoleAndPlaceForm):
    """A role for one who is here."""

    role = forms.ChoiceField(label="Rolle", choices=[("", "Velg"), *Role.choices])
    organisation = WhereField(
        label="Gjelder",
        empty_label="Velg",
        error_messages={"required": "Velg hvor rollen gjelder."},
    )
    starts_on = DayField(label="Fra og med", error_messages={"required": "Skriv dagen."})
    ends_on = DayField(label="Til og med", required=False)

    def __init__(self, today: date, data: Any = None) -> None:
        super().__init__(data, initial={"starts_on": today})
        self.today = today

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and starts < self.today:
            self.add_error("starts_on", "En rolle gis fra i dag eller senere.")
        elif starts and ends and ends < starts:
            self.add_error("ends_on", "Den siste dagen er før den første.")
        return cleaned


class LastDayForm(forms.Form):
    """When something ends: at once, or after a day."""

    last_day = DayField(
        label="Siste dag", required=False, help_text="Står det tomt, gjelder det med en gang."
    )

    def __init__(self, today: date, data: Any = None) -> None:
        super().__init__(data)
        self.today = today

    def clean_last_day(self) -> date | None:
        day: date | None = self.cleaned_data["last_day"]
        if day and day < self.today:
            raise ValidationError("Den siste dagen kan ikke være før i dag.")
        return day
