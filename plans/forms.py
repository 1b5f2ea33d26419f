"""«Ny plan» and «Rediger planen»: what is written of a plan as a whole."""

from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from django import forms
from django.db import transaction
from django.utils.text import slugify

from plans.models import Plan, PlanChange, locked
from plans.table_columns import headings_to_choose
from ruspolitikk.accounts.models import LoggedAct, Organisation, User, log_act
from ruspolitikk.accounts.recorded import signed
from ruspolitikk.fields import DayField, TextField

SLUG_LENGTH = 50


class StalePlanError(Exception):
    """Somebody else saved this plan after the form was opened; nothing was written."""


class PlanForm(forms.ModelForm[Plan]):
    """A plan of one of some organisations. Its address is made from whose it is and its period.

    `standing` is a fingerprint of the values that the form was opened on: of two who edit at once,
    the second is told.
    """

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label="Hvem sin plan",
        empty_label="Velg",
        error_messages={"required": "Velg hvem planen gjelder for."},
    )
    title = TextField(
        label="Tittel",
        max_length=300,
        help_text="Slik den står på forsiden av planen.",
        error_messages={"required": "Skriv hva planen heter."},
    )
    starts_on = DayField(label="Gjelder fra", required=False)
    ends_on = DayField(label="Gjelder til og med", required=False)
    case_number = TextField(label="Saksnummer", max_length=100, required=False)
    columns = forms.MultipleChoiceField(
        label="Kolonner i planens egen tabell",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Tabellen til bydelsutvalget får de samme.",
    )
    reason = TextField(
        label="Hvorfor endres den vedtatte planen?",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=(
            "Når du endrer periode, tittel eller saksnummer. Kan leses av alle som kan lese planen."
        ),
    )
    standing = forms.CharField(widget=forms.HiddenInput, required=False)

    VALUES = (
        "title",
        "starts_on",
        "ends_on",
        "start_is_assumed",
        "case_number",
        "columns",
        "goal_cell_is_local",
    )

    FACTS = ("title", "starts_on", "ends_on", "start_is_assumed", "case_number")
    """Those that an adopted plan changes with a reason alone."""

    class Meta:
        model = Plan
        fields = (
            "organisation",
            "title",
            "starts_on",
            "ends_on",
            "start_is_assumed",
            "case_number",
            "columns",
            "goal_cell_is_local",
        )

    def __init__(
        self, owners: Sequence[Organisation], data: Any = None, *, plan: Plan | None = None
    ) -> None:
        super().__init__(data, instance=plan, initial={"standing": fingerprint(plan)})
        own = plan.columns if plan and isinstance(plan.columns, list) else []
        self.headings = headings_to_choose([str(heading) for heading in own])
        if plan is None or plan.is_draft:
            del self.fields["reason"]
        columns: Any = self.fields["columns"]
        columns.choices = [(heading, heading) for heading in self.headings]
        if plan is not None or len(owners) == 1:
            del self.fields["organisation"]
            self.instance.organisation = plan.organisation if plan else owners[0]
        else:
            organisation: Any = self.fields["organisation"]
            organisation.queryset = Organisation.objects.filter(pk__in=[o.pk for o in owners])

    def clean_columns(self) -> list[str]:
        return sorted(self.cleaned_data["columns"], key=self.headings.index)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        is_due = "reason" in self.fields and set(self.FACTS).intersection(self.changed_data)
        if is_due and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", "Skriv hvorfor.")
        return cleaned

    @transaction.atomic
    def create(self) -> tuple[Plan, bool]:
        """The new draft, and whether it is new: the same plan sent twice is made once."""
        plan = self.instance
        # The organisation's row is the lock: its plans are named one at a time.
        owner = locked(plan.organisation, Organisation.objects)
        same = Plan.objects.filter(
            organisation=owner, title=plan.title, starts_on=plan.starts_on, ends_on=plan.ends_on
        ).first()
        if same is not None:
            return same, False
        plan.slug = free_slug(owner, plan.starts_on)
        plan.save()
        return plan, True

    @transaction.atomic
    def save_changes(self, by: User) -> Plan:
        """Write what was changed, and of an adopted plan's facts also why. Raises StalePlanError
        where somebody else was first."""
        plan = self.instance
        saved = locked(plan, Plan.objects)
        if fingerprint(saved) == fingerprint(plan):
            return plan
        if self.cleaned_data["standing"] != fingerprint(saved):
            raise StalePlanError
        if not saved.is_draft:
            self._keep_changes(saved, by)
        changed = {name for name in self.VALUES if getattr(plan, name) != getattr(saved, name)}
        if not saved.is_draft:
            self._log(saved, sorted(changed), by)
        if "case_number" in changed:  # whoever writes it has the case before them
            plan.case_number_is_confirmed = True
            changed.add("case_number_is_confirmed")
        plan.save(update_fields=changed)
        return plan

    def _log(self, saved: Plan, changed: Sequence[str], by: User) -> None:
        for name in changed:
            before, after = (_in_words(getattr(one, name)) for one in (saved, self.instance))
            label = str(self.fields[name].label)
            kind = LoggedAct.Kind.PLAN
            log_act(
                kind, saved, label, before, after, by=by, of=saved.organisation, plan=saved.slug
            )

    def _keep_changes(self, saved: Plan, by: User) -> None:
        PlanChange.objects.bulk_create(
            PlanChange(
                plan=saved,
                part=name,
                before=_kept(getattr(saved, name)),
                after=_kept(getattr(self.instance, name)),
                reason=self.cleaned_data["reason"],
                **signed(by, saved.organisation),
            )
            for name in self.FACTS
            if getattr(saved, name) != getattr(self.instance, name)
        )

    def differences(self, saved: Plan) -> list[tuple[str, str, str]]:
        """(field, what is saved, what was typed), for a page that shows both versions."""
        return [
            (str(self.fields[name].label), _in_words(theirs), _in_words(mine))
            for name in self.VALUES
            if (theirs := getattr(saved, name)) != (mine := self.cleaned_data[name])
        ]


def fingerprint(plan: Plan | None) -> str:
    """Of what the form edits; empty for a plan that is not there yet."""
    if plan is None:
        return ""
    values = repr([getattr(plan, name) for name in PlanForm.VALUES])
    return sha256(values.encode("utf-8", "surrogatepass")).hexdigest()


def free_slug(owner: Organisation, starts_on: date | None) -> str:
    """«grorud-2029», or «grorud-2029-2» where that is taken; call it under the owner's lock."""
    stem = slugify(f"{owner.slug}-{starts_on.year if starts_on else 'plan'}")[: SLUG_LENGTH - 5]
    taken = set(Plan.ever.filter(slug__startswith=stem).values_list("slug", flat=True))
    number, slug = 1, stem
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug


def _kept(value: Any) -> str:
    """A fact as `PlanChange` keeps it."""
    if isinstance(value, bool):
        return "Ja" if value else "Nei"
    return str(value or "")


def _in_words(value: Any) -> str:
    if isinstance(value, bool):
        return "Ja" if value else "Nei"
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")
