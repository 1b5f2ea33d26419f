"""The items of a measure: written, moved or withdrawn, all at once."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.db import transaction
from django.db.models import F
from django.forms.formsets import BaseFormSet, formset_factory

from measures.items import Line, rewrite_items
from measures.models import Item, Measure, StaleMeasureError
from measures.placing import in_typed_order
from ruspolitikk.accounts.models import User
from ruspolitikk.addresses import LARGEST_ID
from ruspolitikk.fields import TOO_MANY_LINES, PlaceField, TextField, most_lines

NEW_LINES = 3


class ItemForm(forms.Form):
    """One line: an item that the measure has (`item` is its id), or a new one."""

    item = forms.IntegerField(required=False, widget=forms.HiddenInput, max_value=LARGEST_ID)
    text = TextField(label="Delpunkt", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    place = PlaceField()
    withdrawn = forms.BooleanField(label="Fjern", required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("item") and not cleaned.get("text") and not cleaned.get("withdrawn"):
            self.add_error("text", "Skriv teksten, eller kryss av for «Fjern».")
        return cleaned


class ItemFormSet(BaseFormSet[ItemForm]):
    """All items of a measure in their order, and a few empty lines."""

    default_error_messages: ClassVar[Any] = {"too_many_forms": TOO_MANY_LINES}

    def __init__(self, measure: Measure, data: Any = None) -> None:
        self.measure = measure
        self.items = {item.pk: item for item in measure.items.all()}
        initial = [
            {"item": item.pk, "text": item.text, "place": place}
            for place, item in enumerate(self.items.values(), start=1)
        ]
        self.max_num = self.absolute_max = most_lines(len(self.items))
        super().__init__(data, initial=initial, prefix="linje")

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        """Every line is read, the unchanged as well: a line that is not read is withdrawn."""
        return {"empty_permitted": False, "use_required_attribute": False}

    def add_fields(self, form: ItemForm, index: int | None) -> None:
        super().add_fields(form, index)
        if index is not None and index >= len(self.initial or []):
            form.fields["text"].label = "Nytt delpunkt"

    def lines(self) -> list[Line]:
        """What the items are to be; a line whose item is gone meanwhile is a new one."""
        rows = ((place, form.cleaned_data) for place, form in enumerate(self.forms, start=1))
        to_stay = [(place, row) for place, row in rows if row.get("text") and not row["withdrawn"]]
        lines, taken = [], set()
        for row in in_typed_order(to_stay):
            item: Item | None = self.items.get(row["item"])
            if item is not None and item.pk in taken:
                item = None
            if item is not None:
                taken.add(item.pk)
            lines.append(Line(row["text"], item))
        return lines

    @transaction.atomic
    def save(self, version: int | None, *, on: date, by: User) -> None:
        """`version` is of the measure that the form was opened on; None where none was sent.

        Raises StaleMeasureError, with nothing written, where somebody has edited the measure since.
        """
        claimed = Measure.objects.filter(pk=self.measure.pk, edit_version=version)
        if not claimed.update(edit_version=F("edit_version") + 1):
            raise StaleMeasureError
        lines = self.lines()
        self.measure.text = self.measure.text_with_items([line.text for line in lines])
        rewrite_items(self.measure, lines, on=on, by=by)
        self.measure.save(update_fields={"text"})

    def leaves_nothing(self) -> bool:
        """Whether the measure would be without any text: its items are all that it says."""
        return not self.measure.text_with_items([line.text for line in self.lines()])


def item_lines(measure: Measure, data: Any = None) -> ItemFormSet:
    made: Any = formset_factory(ItemForm, formset=ItemFormSet, extra=NEW_LINES)
    lines: ItemFormSet = made(measure, data)
    return lines
