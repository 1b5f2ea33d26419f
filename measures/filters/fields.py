"""The kinds of filter that a list has: what each is in the address, and which box or list it is."""

from typing import Any

import django_filters
from django import forms


class Choice(django_filters.ChoiceFilter):
    """One of some choices, which its FilterSet fills in; the `empty` one leaves the filter out."""

    def __init__(self, *, method: str, label: str, empty: str = "Alle") -> None:
        super().__init__(method=method, label=label, empty_label=empty)


class SelectOneOrMore(forms.Select):
    """A list to choose one from, where an address may name several (a total's link does)."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        return [value for value in data.getlist(name) if value]

    def format_value(self, value: Any) -> list[str]:
        """Of several, the one furthest down the list stands chosen."""
        named = super().format_value(value)
        return [str(key) for key, _label in self.choices if str(key) in named][-1:]


class ChoiceOfSeveral(django_filters.MultipleChoiceFilter):
    def __init__(self, *, method: str, label: str) -> None:
        super().__init__(method=method, label=label, widget=SelectOneOrMore)


class Tick(forms.CheckboxInput):
    """Ticked is `1` in the address; anything else is not ticked."""

    def __init__(self) -> None:
        super().__init__(attrs={"value": "1"})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> bool:
        return data.get(name) in {"1", "true", "on"}


class Only(django_filters.BooleanFilter):
    """A box that narrows the list where it is ticked."""

    def __init__(self, *, method: str, label: str) -> None:
        super().__init__(method=method, label=label, widget=Tick)
