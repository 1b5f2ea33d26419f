"""The kinds of filter that a list has, and how each is drawn."""

from html import escape
from typing import Any

import django_filters
from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

SELECTED = " selected"


class Choice(django_filters.ChoiceFilter):
    """One of some choices; the first says that the filter is not in use."""

    def __init__(self, *, method: str, label: Any, empty_label: Any = "Alle") -> None:
        super().__init__(
            method=method, label=label, empty_label=empty_label, choices=[], widget=PlainSelect
        )


class PlainSelect(forms.Select):
    """A select whose options are written in one go; Django renders a template for each."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        chosen = set(self.format_value(value))
        options = "".join(
            f"<option value='{escape(str(key))}'{SELECTED if str(key) in chosen else ''}>"
            f"{escape(str(label))}</option>"
            for key, label in self.choices
        )
        attributes = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        select = f"<select{flatatt(attributes)}>{options}</select>"
        return mark_safe(select)  # noqa: S308 - every value and label is escaped above


class OneOrMore(PlainSelect):
    """A list to choose one from, where an address may name several (a total's link does)."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        return [value for value in data.getlist(name) if value]


class ChoiceOfSeveral(django_filters.MultipleChoiceFilter):
    def __init__(self, *, method: str, label: Any) -> None:
        super().__init__(method=method, label=label, choices=[], widget=OneOrMore)


class Tick(forms.CheckboxInput):
    """Ticked is `1` in the address; anything else is not ticked."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> bool:
        return data.get(name) in {"1", "true", "on"}

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        own = {"type": "checkbox", "name": name, "value": "1", "checked": bool(value)}
        return format_html("<input{}>", flatatt({**own, **(attrs or {})}))


class Only(django_filters.BooleanFilter):
    """A box that narrows the list where it is ticked."""

    def __init__(self, *, method: str, label: Any) -> None:
        super().__init__(method=method, label=label, widget=Tick)
