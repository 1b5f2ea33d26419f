"""What a search may ask for: words, and two filters with how many hits each choice leaves."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django import forms
from django.http import QueryDict

from measures.filters.count_filter import Chip
from measures.vocabulary import DISPLAY_ORDER, NOT_REPORTED, UNMAPPED, label_for
from measures.word_search import LONGEST_SEARCH
from reporting.search.finding import (
    GOAL,
    KINDS,
    LOCAL,
    OF_THE_CITY,
    PLAN,
    STRATEGY,
    THEME,
    Search,
)
from ruspolitikk.accounts.models import Organisation

_UNSHOWABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff\ufffd]")
KIND_LABELS = {
    THEME: "Temaer",
    OF_THE_CITY: "Byens tiltak",
    LOCAL: "Bydelenes tiltak",
    GOAL: "Mål",
    STRATEGY: "Strategier",
    PLAN: "Planer",
}
STATUSES = (*(str(code) for code in DISPLAY_ORDER), NOT_REPORTED, UNMAPPED)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of hits, how many there are, and the address that shows them alone."""

    label: str
    n: int
    url: str
    is_chosen: bool


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

    type = forms.ChoiceField(
        label="Type", required=False, choices=[("", "Alle"), *KIND_LABELS.items()]
    )

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
    def filters(self) -> dict[str, str]:
        """What `Search` is narrowed by."""
        return {
            "bydel": self.typed["bydel"],
            "status": self.typed["status"],
            "kind": self.typed["type"],
        }

    def kinds(self, hits: Search, query: QueryDict) -> list[Kind]:
        """All, and each kind that there are hits of; none where all are of one kind."""
        there = {kind: n for kind in KINDS if (n := hits.by_kind[kind])}
        if len(there) < 2 and not self.typed["type"]:
            return []
        counts = {"": sum(there.values()), **there}
        kinds = []
        for kind, n in counts.items():
            rest = query.copy()
            rest.pop("page", None)
            rest["type"] = kind
            if not kind:
                del rest["type"]
            label = KIND_LABELS.get(kind, "Alle")
            kinds.append(Kind(label, n, f"?{rest.urlencode()}", kind == self.typed["type"]))
        return kinds

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
