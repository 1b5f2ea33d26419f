"""What a search may ask for: words, and two filters with how many hits each choice leaves."""

import re
from collections.abc import Mapping

from django import forms
from django.http import QueryDict

from measures.filters import Chip
from measures.vocabulary import DISPLAY_ORDER, NOT_REPORTED, UNMAPPED, label_for
from measures.word_search import LONGEST_SEARCH
from reporting.search.finding import Search
from ruspolitikk.accounts.models import Organisation

_UNSHOWABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff\ufffd]")
STATUSES = (*(str(code) for code in DISPLAY_ORDER), NOT_REPORTED, UNMAPPED)


class SearchForm(forms.Form):
    """What an address asks for. A value that does not exist finds nothing, and is a problem."""

    q = forms.CharField(
        label="Søk etter",
        required=False,
        max_length=LONGEST_SEARCH,
        widget=forms.TextInput(attrs={"type": "search"}),
        error_messages={"max_length": "Et søk kan ha høyst 200 tegn."},
    )
    bydel = forms.ChoiceField(label="Bydel", required=False)
    status = forms.ChoiceField(label="Status", required=False)

    FILTERS = ("bydel", "status")

    def __init__(self, query: QueryDict) -> None:
        self.typed = {name: _readable(query.get(name, "")) for name in self.base_fields}
        super().__init__(self.typed)
        organisations = Organisation.objects.order_by("kind", "number")
        self.labels = {
            "bydel": {one.slug: one.name for one in organisations},
            "status": {code: label_for(code) for code in STATUSES},
        }
        for name in self.FILTERS:
            self._offer(name, self.labels[name])

    def _offer(self, name: str, labels: Mapping[str, str]) -> None:
        self.fields[name].choices = [("", "Alle"), *labels.items()]  # type: ignore[attr-defined]

    def offer_counts(self, hits: Search) -> None:
        """Offer what there are hits of, with how many, and what is asked for already."""
        for name, counts in (("bydel", hits.by_bydel), ("status", hits.by_status)):
            labels = self.labels[name].items()
            counted = {key: f"{label} ({counts[key]})" for key, label in labels if counts[key]}
            chosen = self.typed[name]
            if chosen in self.labels[name]:
                counted.setdefault(chosen, f"{self.labels[name][chosen]} (0)")
            self._offer(name, counted)

    def chips(self, query: QueryDict) -> list[Chip]:
        chips = []
        for name in self.FILTERS:
            if chosen := self.typed[name]:
                rest = query.copy()
                rest.pop(name)
                rest.pop("page", None)
                label = self.labels[name].get(chosen, f"«{chosen[:LONGEST_SEARCH]}»")
                chips.append(Chip(f"{self.fields[name].label}: {label}", f"?{rest.urlencode()}"))
        return chips

    @property
    def words(self) -> str:
        """What is searched for, however long it was."""
        return self.typed["q"][:LONGEST_SEARCH]

    @property
    def problems(self) -> list[str]:
        return [
            str(sentences[0])
            if name == "q"
            else f"Filteret «{self.fields[name].label}» har en verdi som ikke finnes: "
            f"«{self.typed[name][:LONGEST_SEARCH]}»."
            for name, sentences in self.errors.items()
        ]


def _readable(typed: str) -> str:
    """What was typed, without the characters that no page and no database can hold."""
    return _UNSHOWABLE.sub(" ", typed).strip()
