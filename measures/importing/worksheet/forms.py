"""What a person chooses of an arbeidsark that came back: the day, the ticks, and each conflict."""

from datetime import date
from typing import Any

from django import forms

from measures.importing.difference.compare import Changed, Difference, FieldChange
from measures.importing.difference.personal import NOTHING_ASKED, Asked
from measures.importing.difference.take import Chosen
from ruspolitikk.fields import DayOfReport
from ruspolitikk.wording import listed

HERE, SHEET = "her", "ark"
MOST_TICKS = 300
"""Measures that can be left out one by one; of more, all are taken or none."""


class SheetForm(forms.Form):
    """A tick for each measure that can be taken in, two choices for each conflict."""

    applies_on = DayOfReport()
    stands = forms.CharField(widget=forms.HiddenInput, required=False)
    spurt = forms.CharField(widget=forms.HiddenInput, required=False)
    asked = NOTHING_ASKED

    def __init__(
        self,
        difference: Difference,
        today: date,
        data: Any = None,
        *,
        day_where: str,
        **more: Any,
    ) -> None:
        """`day_where` says where the day that is proposed is from."""
        super().__init__(data, **more)
        self.difference = difference
        day: Any = self.fields["applies_on"]
        day.help_text = day_where
        day.today, day.label = today, "Statusene gjelder per"
        day.later = "Statusene kan ikke gjelde en dag som ikke har vært."
        for one in difference.changed:
            for change in one.conflicts:
                name = conflict_name(one, change)
                self.fields[name] = forms.ChoiceField(
                    choices=[(HERE, HERE), (SHEET, SHEET)], required=False
                )

    @property
    def ready(self) -> list[Changed]:
        return [one for one in self.difference.changed if not one.conflicts]

    @property
    def has_ticks(self) -> bool:
        return len(self.ready) <= MOST_TICKS

    @property
    def ticked(self) -> frozenset[int]:
        """The measures (ids) that are taken in; at first all of them."""
        keys = frozenset(one.standing.key for one in self.ready)
        if not self.is_bound or not self.has_ticks:
            return keys
        data: Any = self.data
        posted = set(data.getlist("ta"))
        return frozenset(key for key in keys if str(key) in posted)

    def settled(self, one: Changed, change: FieldChange) -> str:
        return str(self.data.get(conflict_name(one, change), "")) if self.is_bound else ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        open_ones = [
            one.standing.number
            for one in self.difference.changed
            if not all(self.settled(one, change) for change in one.conflicts)
        ]
        if open_ones:
            self.add_error(None, f"Velg for tiltak {listed(open_ones)} først. Resten er klart.")
        answered = cleaned.get("spurt", "")
        self.asked = Asked.of(self.difference, self.chosen).unless_answered(answered)
        if self.asked.where:
            self.add_error(
                None,
                f"Ingenting er lagret. Se på det som er merket i {self.asked.places}. Rett arket "
                "og last det opp på nytt, velg det bort, eller ta det inn en gang til.",
            )
        return cleaned

    @property
    def chosen(self) -> Chosen:
        """Of a valid form: what is written. What is no conflict in a measure with one is taken."""
        ticked = self.ticked
        parts = {
            (one.standing.key, change.part)
            for one in self.difference.changed
            for change in one.fields
            if (
                self.settled(one, change) == SHEET
                if change in one.conflicts
                else bool(one.conflicts) or one.standing.key in ticked
            )
        }
        return Chosen(frozenset(parts))


def conflict_name(one: Changed, change: FieldChange) -> str:
    return f"velg-{one.standing.key}-{change.part}"
