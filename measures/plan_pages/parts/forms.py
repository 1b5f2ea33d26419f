"""A plan's goals, strategies and innsatsområder, and the place of a measure in it."""

from typing import Any

from django import forms
from django.db import transaction

from plans.models import Goal, Plan, Strategy
from ruspolitikk.fields import TextField
from ruspolitikk.wording import fold

PARTS: dict[str, type[Goal] | type[Strategy]] = {"maal": Goal, "strategi": Strategy}


class StalePartError(Exception):
    """Somebody else reworded this part after the form was opened; nothing was written.

    `saved` is the part as it is now.
    """

    def __init__(self, saved: Goal | Strategy) -> None:
        super().__init__(saved)
        self.saved = saved


class PartForm(forms.Form):
    """The wording of a goal or a strategy, and the city's that it means; or a new one.

    `standing_text` is the wording that the form was opened on.
    """

    code = TextField(label="Kode", max_length=20, required=False)
    text = TextField(
        label="Ordlyd",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Skriv ordlyden."},
    )
    standing_text = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, plan: Plan, kind: str, data: Any = None, *, part: Goal | Strategy | None = None
    ) -> None:
        initial: dict[str, Any] = {}
        if part is not None:
            initial = {"text": part.text, "standing_text": part.text, "means": part.means_id}
            initial["code"] = getattr(part, "code", "")
        super().__init__(data, initial=initial, prefix=f"{kind}-{part.pk if part else 'ny'}")
        self.plan, self.part, self.model = plan, part, PARTS[kind]
        if self.model is Strategy:
            del self.fields["code"]
        if plan.organisation.is_bydel:
            citys = self.model.objects.filter(plan__in=Plan.objects.adopted().framework())
            self.fields["means"] = forms.ModelChoiceField(
                citys, label="Byens tilsvarende", required=False, empty_label="Ingen"
            )

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if not fold(text):
            raise forms.ValidationError("Skriv ordlyden.")
        return text

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.fields if name != "standing_text"}

    @transaction.atomic
    def save(self) -> Goal | Strategy:
        """Write the part. Raises StalePartError where somebody else reworded it meanwhile."""
        Plan.objects.select_for_update().get(pk=self.plan.pk)
        if self.part is None:
            number = self.model.last_number(self.plan) + 1
            new = self.model(plan=self.plan, number=number, **self.values)
            new.save()
            return new
        saved: Goal | Strategy = self.model.objects.select_for_update().get(pk=self.part.pk)
        typed, opened = self.cleaned_data["text"], self._as_sent(self.cleaned_data["standing_text"])
        if saved.text not in (typed, opened):
            raise StalePartError(saved)
        changed = {name: value for name, value in self.values.items() if name in self.changed_data}
        for name, value in changed.items():
            setattr(saved, name, value)
        saved.save(update_fields=changed)
        return saved

    @staticmethod
    def _as_sent(text: str) -> str:
        """A browser sends each line break as two characters."""
        return text.replace("\r\n", "\n")


class TopicForm(forms.Form):
    """Another name for an innsatsområde, on every measure that has it."""

    name = TextField(
        label="Innsatsområde",
        max_length=200,
        error_messages={"required": "Skriv hva innsatsområdet heter."},
    )
    before = TextField(widget=forms.HiddenInput, strip=False)

    def __init__(self, topic: str, number: int, data: Any = None) -> None:
        super().__init__(data, initial={"name": topic, "before": topic}, prefix=f"innsats-{number}")


class PlaceForm(forms.Form):
    """«Flytt til plass nr.»"""

    place = forms.IntegerField(label="Plass", min_value=1)

    def __init__(self, last: int, data: Any = None) -> None:
        super().__init__(data)
        self.last = last

    def clean_place(self) -> int:
        place: int = self.cleaned_data["place"]
        return min(place, self.last)
