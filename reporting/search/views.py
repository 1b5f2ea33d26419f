"""Søk: one field over everything that a person may see, and two filters with counts."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from measures.paging import page_or_nearest
from reporting.search.finding import Search
from reporting.search.forms import SearchForm
from reporting.search.hits import Hit
from reporting.search.near import far_commoner, meant
from reporting.search.readable import Readable
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.days import Day

HITS_A_PAGE = 20
FEW = 5
"""Hits at most where a near word may be what was meant."""


@require_safe
def search_page(request: AuthenticatedRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    problems = form.problems
    readable = Readable(request.user, Day.now())
    typed = "" if problems else form.words
    hits = Search(readable.search_for(typed), readable, **form.filters)
    instead = also = ""
    if hits.words and not hits.in_all:
        instead = meant(hits.words, readable.words)
        hits = Search(readable.search_for(instead), readable, **form.filters) if instead else hits
    elif 0 < hits.in_all <= FEW:
        also = far_commoner(hits.words, hits.in_all, readable.words)
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
            "instead": instead if hits.in_all else "",
            "also": also,
            "hits": hits,
            "kinds": form.kinds(hits, request.GET),
            "page": page,
            "chips": chips,
            "filters_in_words": [chip.label for chip in chips],
            "on": readable.day.on,
            "has_problems": bool(problems),
        },
    )
