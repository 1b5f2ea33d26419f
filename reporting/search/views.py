"""Søk: one field over everything that a person may see, and two filters with counts."""

import re
from collections.abc import Mapping

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from measures.filter_fields import PlainSelect
from measures.filters import Chip
from measures.paging import page_or_nearest
from measures.vocabulary import DISPLAY_ORDER, NOT_REPORTED, UNMAPPED, label_for
from measures.word_search import LONGEST_SEARCH, WordSearch
from reporting.search.finding import Search
from reporting.search.hits import Hit
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.accounts.models import Organisation
from ruspolitikk.wording import plural

HITS_A_PAGE = 20
_UNSHOWABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff\ufffd]")
STATUSES = (*(str(code) for code in DISPLAY_ORDER), NOT_REPORTED, UNMAPPED)


class SearchForm(forms.Form):
    """What an address asks for. A value that does not exist finds nothing, and is said."""

    q = forms.CharField(
        label="Søk etter",
        required=False,
        max_length=LONGEST_SEARCH,
        widget=forms.TextInput(attrs={"type": "search"}),
        error_messages={"max_length": "Et søk kan ha høyst 200 tegn."},
    )
    bydel = forms.ChoiceField(label="Bydel", required=False, widget=PlainSelect)
    status = forms.ChoiceField(label="Status", required=False, widget=PlainSelect)

    FACETS = ("bydel", "status")

    def __init__(self, query: QueryDict) -> None:
        self.asked = {name: _readable(query.get(name, "")) for name in self.base_fields}
        super().__init__(self.asked)
        organisations = Organisation.objects.order_by("kind", "number")
        self.labels = {
            "bydel": {one.slug: one.name for one in organisations},
            "status": {code: label_for(code) for code in STATUSES},
        }
        for name in self.FACETS:
            self._offer(name, self.labels[name])

    def _offer(self, name: str, labels: Mapping[str, str]) -> None:
        self.fields[name].choices = [("", "Alle"), *labels.items()]  # type: ignore[attr-defined]

    def show_counts(self, hits: Search) -> None:
        """Offer what there are hits of, with how many, and what is asked for already."""
        for name, counts in (("bydel", hits.by_bydel), ("status", hits.by_status)):
            labels = self.labels[name].items()
            counted = {key: f"{label} ({counts[key]})" for key, label in labels if counts[key]}
            asked = self.asked[name]
            if asked in self.labels[name]:
                counted.setdefault(asked, f"{self.labels[name][asked]} (0)")
            self._offer(name, counted)

    def chips(self, query: QueryDict) -> list[Chip]:
        chips = []
        for name in self.FACETS:
            if asked := self.asked[name]:
                rest = query.copy()
                rest.pop(name)
                rest.pop("page", None)
                shown = self.labels[name].get(asked, f"«{asked[:LONGEST_SEARCH]}»")
                chips.append(Chip(f"{self.fields[name].label}: {shown}", f"?{rest.urlencode()}"))
        return chips

    @property
    def problems(self) -> list[str]:
        return [
            str(sentences[0])
            if name == "q"
            else f"Filteret «{self.fields[name].label}» har en verdi som ikke finnes: "
            f"«{self.asked[name][:LONGEST_SEARCH]}»."
            for name, sentences in self.errors.items()
        ]


@require_safe
def search_page(request: AuthenticatedRequest) -> HttpResponse:
    today = localdate()
    form = SearchForm(request.GET)
    problems = form.problems
    asked = form.asked["q"][:LONGEST_SEARCH]
    hits = Search(
        WordSearch.read("" if problems else asked),
        request.user,
        today,
        bydel=form.asked["bydel"],
        status=form.asked["status"],
    )
    paginator: Paginator[Hit] = Paginator(hits, HITS_A_PAGE)  # type: ignore[arg-type] # it slices
    page = page_or_nearest(request, paginator)
    form.show_counts(hits)
    chips = form.chips(request.GET)
    for problem in problems:
        messages.error(request, problem)
    return render(
        request,
        "reporting/search/search.html",
        {
            "form": form,
            "asked": asked,
            "hits": hits,
            "kinds": _kinds(hits),
            "page": page,
            "chips": chips,
            "filter_said": [chip.label for chip in chips],
            "on": today,
            "has_problems": bool(problems),
        },
    )


def _readable(typed: str) -> str:
    """What was typed, without the characters that no page and no database can hold."""
    return _UNSHOWABLE.sub(" ", typed).strip()


def _kinds(hits: Search) -> str:
    """«30 tiltak, 5 mål, 2 planer»."""
    n = hits.by_kind
    said = [
        (n["measure"], "tiltak"),
        (n["goal"], "mål"),
        (n["strategy"], plural(n["strategy"], "strategi", "strategier")),
        (n["plan"], plural(n["plan"], "plan", "planer")),
    ]
    return ", ".join(f"{count} {words}" for count, words in said if count)
