"""«Nytt tiltak» and «Rediger tiltak»: everything about a measure but its status."""

import uuid
from datetime import date
from typing import Any

from django import forms
from django.db import transaction
from django.db.models import F, Max
from django.http import QueryDict

from measures.columns import city_label
from measures.deadline_language import understand
from measures.items import replace_items
from measures.models import Measure, NoLocalMeasure, Responsible, StaleMeasureError
from measures.models.edit import Words, note_edit
from measures.models.measure import joining_day, listed
from measures.recurring import explain_in
from plans.models import Goal, Plan, Strategy, locked
from ruspolitikk.accounts.models import User
from ruspolitikk.fields import DayBackInTimeField, LinesField, SeveralField, TextField, digest
from ruspolitikk.wording import fold


class CityMeasuresField(SeveralField[Measure]):
    def label_from_instance(self, measure: Any) -> str:
        return f"{city_label(measure)}: {measure.text}"


class MeasureForm(forms.ModelForm[Measure]):
    """A measure of one plan. A deadline is written in words, and shown as it is understood.

    Where a measure's text is a list, its items are edited, and the text field holds the rest;
    it may be empty, since the items are the text then (domain.md, «Bullets»).
    """

    text = TextField(
        label="Tiltak",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Hva som skal gjøres. Trengs ikke når delpunktene sier alt.",
    )
    title = TextField(label="Tittel", required=False, help_text="Kort, hvis tiltaket har en.")
    goal_text = TextField(
        label="Lokalt mål", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    code = TextField(label="Kode", required=False, max_length=20)
    topic = TextField(label="Innsatsområde", required=False, max_length=200)
    items = LinesField(
        label="Delpunkter",
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Ett på hver linje.",
    )
    responsible = LinesField(
        label="Ansvarlig",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="En rolle eller enhet på hver linje, ikke navn på personer.",
    )
    parties = SeveralField(
        label="Legg til fra bydelens register",
        required=False,
        queryset=Responsible.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    deadline_words = TextField(
        label="Frist",
        required=False,
        max_length=1000,
        show_hidden_initial=True,  # a deadline that somebody else moved is not moved back unasked
        help_text="Skriv den slik dere pleier: 31.12.2026, høsten 2026, 30.04 og 30.11 …",
    )
    deadline_reason = TextField(
        label="Hvorfor flyttes fristen?",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Bare når du endrer fristen.",
    )
    joined_on = DayBackInTimeField(
        label="Med i planen fra",
        help_text="Tiltaket er ikke med i tall for tidligere dager.",
        error_messages={"required": "Skriv dagen tiltaket ble med i planen."},
    )
    answers = CityMeasuresField(
        label="Svarer på byens tiltak",
        required=False,
        queryset=Measure.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    token = forms.UUIDField(widget=forms.HiddenInput)

    class Meta:
        model = Measure
        fields = (
            "text",
            "title",
            "goal_text",
            "items",
            "code",
            "strategy",
            "topic",
            "goals",
            "responsible",
            "parties",
            "deadline_words",
            "deadline_reason",
            "joined_on",
            "answers",
        )
        widgets = {"goals": forms.CheckboxSelectMultiple}  # noqa: RUF012

    def __init__(
        self, plan: Plan, today: date, data: Any = None, *, measure: Measure | None = None
    ):
        self.plan = plan
        self.today = today
        self.deadline = measure.deadline if measure else None
        self.printed_text = measure.text if measure else ""
        self.items_are_in_text = False
        instance = measure or Measure(plan=plan)
        super().__init__(data, instance=instance, initial=self._initial(measure))
        self.fields["strategy"] = forms.ModelChoiceField(
            Strategy.objects.filter(plan=plan),
            label="Strategi",
            required=False,
            empty_label="Uten strategi",
        )
        self.fields["goals"] = SeveralField(
            Goal.objects.filter(plan=plan),
            label="Mål",
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["parties"].queryset = self._offered(measure)  # type: ignore[attr-defined]
        self.fields["answers"].queryset = (  # type: ignore[attr-defined]
            Measure.objects.filter(plan__in=Plan.objects.adopted().framework())
            .select_related("strategy", "plan")
            .in_order()
        )
        self.order_fields(self.Meta.fields)
        if not plan.goal_cell_is_local:
            del self.fields["goal_text"]
        if plan.is_draft or not (self.deadline and self.deadline.words):
            del self.fields["deadline_reason"]
        if not plan.organisation.is_bydel:
            del self.fields["answers"]
        if measure is not None or joining_day(plan, today) is None:
            del self.fields["joined_on"]

    def begin_with(self, asked: QueryDict) -> None:
        """A new measure opens with the strategy and the goals of the one before it, by their ids;
        what is none of the plan's is not chosen. Or with the words of a row that was filled in."""
        self.initial["strategy"] = asked.get("strategi", "")
        self.initial["goals"] = asked.getlist("mal")
        self.initial["text"] = asked.get("tekst", "")
        self.initial["deadline_words"] = asked.get("frist", "")

    @property
    def kept_for_the_next(self) -> dict[str, list[int]]:
        """What the address of the next new measure says of this one, which is saved."""
        strategy = self.cleaned_data["strategy"]
        return {
            "strategi": [strategy.pk] if strategy else [],
            "mal": [goal.pk for goal in self.cleaned_data["goals"]],
        }

    def _offered(self, measure: Measure | None) -> Any:
        """The register's open parties; those that the measure has are in the text field."""
        parties = Responsible.objects.open_on(self.today)
        offered = parties.filter(organisation=self.plan.organisation).order_by("name_key")
        return offered.exclude(assignments__measure=measure) if measure else offered

    def _initial(self, measure: Measure | None) -> dict[str, Any]:
        if measure is None:
            return {"version": 0, "token": uuid.uuid4(), "joined_on": self.today}
        parties = [assignment.responsible.name for assignment in measure.assignments.all()]
        items = list(measure.items.all())
        beside = measure.text_beside_items(items)
        self.items_are_in_text = beside != measure.text
        return {
            "text": beside,
            "items": [item.text for item in items],
            "responsible": parties or measure.responsible_text.split("\n"),
            "deadline_words": self.deadline.words if self.deadline else "",
            "version": measure.edit_version,
            "token": uuid.uuid4(),
        }

    @property
    def deadline_understood(self) -> str:
        """«Tolket som …» for the words that stand in the field; empty where it is blank."""
        words = str(self["deadline_words"].value() or "")
        meaning = understand(words)
        return explain_in(self.plan, meaning, self.today) if meaning else ""

    def clean_joined_on(self) -> date:
        joined_on: date = self.cleaned_data["joined_on"]
        if joined_on > self.today:
            raise forms.ValidationError("Et tiltak blir ikke med i planen fra en dag fram i tid.")
        first_day = self.plan.starts_on
        if first_day and joined_on < first_day:
            raise forms.ValidationError(
                f"Planen begynner {first_day:%d.%m.%Y}. Velg den dagen eller en senere."
            )
        return joined_on

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "text" not in self.errors:
            cleaned["text"] = self._whole_text(cleaned.get("items", []), cleaned.get("text", ""))
            if not fold(cleaned["text"]):
                self.add_error("text", "Skriv hva tiltaket er, eller minst ett delpunkt.")
        cleaned["responsible"] = [
            *(names := cleaned.get("responsible", [])),
            *(one.name for one in cleaned.get("parties") or [] if one.name not in names),
        ]
        if any(len(name) > 300 for name in cleaned["responsible"]):
            self.add_error("responsible", "Et navn kan ha høyst 300 tegn. Del det på flere.")
        reason_is_due = self.deadline_moved and "deadline_reason" in self.fields
        if reason_is_due and not cleaned.get("deadline_reason"):
            self.add_error("deadline_reason", "Skriv hvorfor fristen flyttes.")
        return cleaned

    def _whole_text(self, items: list[str], beside: str) -> str:
        """The text as it is saved: with its items in it, where it is a list of them."""
        if not {"text", "items"}.intersection(self.changed_data):
            return self.printed_text
        if beside and not self.items_are_in_text:
            return beside
        return listed(beside, items)

    @property
    def deadline_moved(self) -> bool:
        words = self.cleaned_data.get("deadline_words")
        is_first = self.deadline is None and bool(words)  # also of one that the form began with
        return is_first or ("deadline_words" in self.changed_data and words is not None)

    @transaction.atomic
    def save_by(self, by: User) -> Measure:
        """Save what was changed. Raises StaleMeasureError where somebody else was first."""
        measure = self.instance
        before = Words.of(measure) if measure.pk else None
        if measure.pk is None:
            # The plan's row is the lock: a form sent twice finds the measure it made, and each
            # new measure gets a number of its own.
            locked(self.plan, Plan.objects)
            made = Measure.objects.filter(form_token=self.cleaned_data["token"]).first()
            if made is not None and made.plan_id == self.plan.pk:
                return made
            if made is not None:  # somebody else's token, so it says nothing about this form
                self.cleaned_data["token"] = uuid.uuid4()
            self._create(measure)
        else:
            self._claim(measure)
            columns = {f.name for f in Measure._meta.concrete_fields}
            changed = columns.intersection(self.changed_data) | {"text"}
            measure.save(update_fields=changed)
        if "items" in self.changed_data:
            replace_items(measure, self.cleaned_data["items"], on=self.today, by=by)
        if {"responsible", "parties"}.intersection(self.changed_data):
            self._assign(measure, self.cleaned_data["responsible"])
        for relation in ("goals", "answers"):
            if relation in self.changed_data:
                getattr(measure, relation).set(self.cleaned_data[relation])
        if "answers" in self.changed_data:
            NoLocalMeasure.objects.answered(self.plan).withdraw(by=by)
        if self.deadline_moved:
            self._set_deadline(measure, by)
        measure.save(update_fields={"responsible_text"})
        note_edit(measure, before, by=by)
        return measure

    def _claim(self, measure: Measure) -> None:
        claimed = Measure.objects.filter(
            pk=measure.pk, edit_version=self.cleaned_data["version"]
        ).update(edit_version=F("edit_version") + 1, edit_digest=digest(self.data))
        if not claimed:
            raise StaleMeasureError

    def _create(self, measure: Measure) -> None:
        last = Measure.ever.filter(plan=self.plan).aggregate(n=Max("n"), at=Max("position"))
        measure.n = (last["n"] or 0) + 1
        measure.position = (last["at"] or 0) + 1
        measure.form_token = self.cleaned_data["token"]
        measure.save()

    def _assign(self, measure: Measure, names: list[str]) -> None:
        owner = self.plan.organisation
        parties = [Responsible.objects.named(owner, name) for name in dict.fromkeys(names)]
        measure.assign(list(dict.fromkeys(parties)))  # two spellings may be of one party
        measure.responsible_text = "\n".join(names)

    def _set_deadline(self, measure: Measure, by: User) -> None:
        """The first deadline applies from the measure's first day in its plan, a later one from
        today. In a draft nothing is promised yet: there it is put right, which is no move."""
        first_day = measure.first_day or self.today
        on = max(self.today, self.deadline.applies_on) if self.deadline else first_day
        corrected = self.deadline if self.plan.is_draft else None
        measure.set_deadline(
            self.cleaned_data["deadline_words"],
            reason=self.cleaned_data.get("deadline_reason", ""),
            on=corrected.applies_on if corrected else on,
            by=by,
            corrects=corrected,
        )

    def is_stale(self) -> bool:
        """Whether somebody has saved since the form was opened; asked before it is validated."""
        return str(self["version"].value()) != str(self.instance.edit_version)

    def was_saved_already(self) -> bool:
        """Whether the last edit of the measure is this very form, sent twice."""
        return self.instance.edit_digest == digest(self.data) != ""

    def differences(self, saved: Measure) -> list[tuple[str, str, str]]:
        """(field, what is saved, what was typed), for a page that shows both versions."""
        fresh = MeasureForm(self.plan, self.today, measure=saved)
        return [
            (str(self.fields[name].label), theirs, mine)
            for name in self.fields
            if name not in {"version", "token", "deadline_reason"}
            and (theirs := _as_text(fresh[name])) != (mine := _as_text(self[name]))
        ]


def _as_text(field: forms.BoundField) -> str:
    """What a field holds, as a person would read it."""
    value = field.value()
    if isinstance(field.field, forms.ModelChoiceField):
        several = value if isinstance(value, list) else [value]
        chosen = {str(getattr(one, "pk", one)) for one in several if one}
        options: Any = field.field.choices
        return "\n".join(str(label) for key, label in options if str(key) in chosen)
    return "\n".join(value) if isinstance(value, list) else str(value or "")
