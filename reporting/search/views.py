"""Søk: one field over everything that a person may see, and two filters with counts."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from measures.paging import page_or_nearest
from measures.word_search import WordSearch
from reporting.search.finding import Search
from reporting.search.forms import SearchForm
from reporting.search.hits import Hit
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.days import Day
from ruspolitikk.wording import plural

HITS_A_PAGE = 20


@require_safe
def search_page(request: AuthenticatedRequest) -> HttpResponse:
    day = Day.now()
    form = SearchForm(request.GET)
    problems = form.problems
    hits = Search(
        WordSearch.read("" if problems else form.words),
        request.user,
        day,
        bydel=form.typed["bydel"],
        status=form.typed["status"],
    )
    paginator: Paginator[Hit] = Paginator(hits, HITS_A_PAGE)  # type: ignore[arg-type] # it slices
    page = page_or_nearest(request, paginator)
    form.offer_counts(hits)
    chips = form.chips(request.GET)
    for problem in problems:
        messages.error(request, problem)
    return render(
        request,
        "reporting/search/search.html",
        {
            "form": form,
            "words": form.words,
            "hits": hits,
            "kinds": _kinds(hits),
            "page": page,
            "chips": chips,
            "filters_in_words": [chip.label for chip in chips],
            "on": day.on,
            "has_problems": bool(problems),
        },
    )


def _kinds(hits: Search) -> str:
    """«30 tiltak, 5 mål, 2 planer»."""
    n = hits.by_kind
    kinds = [
        (n["measure"], "tiltak"),
        (n["goal"], "mål"),
        (n["strategy"], plural(n["strategy"], "strategi", "strategier")),
        (n["plan"], plural(n["plan"], "plan", "planer")),
    ]
    return ", ".join(f"{count} {words}" for count, words in kinds if count)
