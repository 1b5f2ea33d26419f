"""The pages that anybody may read: a round, a bydel in it, the data, and what the fields mean."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from reporting.models import PublicationAct, PublishedFile
from reporting.publication.document import CSV_FIELDS
from reporting.publication.fields import FIELDS
from reporting.publication.public import PUBLIC, drawn, public_page
from reporting.publication.published import Published

ROUND_PAGE = "reporting/publication/public/round.html"
BYDEL_PAGE = "reporting/publication/public/bydel.html"


@public_page
def published_rounds(request: HttpRequest) -> HttpResponse:
    """Those that are public now, the newest first."""
    acts = PublicationAct.objects.select_related("publication__round").order_by("pk")
    last = {act.publication_id: act for act in acts}
    public = [act for act in last.values() if act.is_public]
    in_order = sorted(public, key=lambda act: act.publication.round.cut_off, reverse=True)
    names = _names(in_order)
    context = {
        "rounds": [(act, names[act.pk]) for act in in_order],
        "address": _whole(request.path),
        "by": settings.PUBLISHED_BY,
        "description": "Hvor langt de ruspolitiske tiltakene i Oslos bydeler er kommet.",
    }
    return drawn("reporting/publication/public/rounds.html", context)


def _names(acts: Sequence[PublicationAct]) -> dict[int, str]:
    """What each round was called when it was published, by the act's id; in one query."""
    files = PublishedFile.objects.filter(act__in=acts, kind=PublishedFile.Kind.JSON)
    return {file.act_id: Published.of(bytes(file.content)).told["round"] for file in files}


@public_page
def published_round(request: HttpRequest, slug: str) -> HttpResponse:
    act = PublicationAct.objects.last_at(slug)
    if act is None or not act.is_public:
        return _not_here(act)
    files = list(act.files.all())
    context = context_of_round(_published(files))
    return drawn(
        ROUND_PAGE,
        {**context, "files": files, "slug": slug, "address": _whole(request.path)},
    )


def context_of_round(published: Published) -> dict[str, Any]:
    """What the page of a round is drawn from, published or not yet."""
    return {
        "published": published,
        "told": published.told,
        "description": f"{published.lead} Bydel for bydel, med åpne data.",
    }


@public_page
def published_bydel(request: HttpRequest, slug: str, bydel: str) -> HttpResponse:
    act = PublicationAct.objects.last_at(slug)
    if act is None or not act.is_public:
        return _not_here(act)
    published = _published(list(act.files.filter(kind=PublishedFile.Kind.JSON)))
    context = context_of_bydel(published, bydel)
    if context is None:
        return _not_sent(published, slug, bydel)
    return drawn(BYDEL_PAGE, {**context, "slug": slug, "address": _whole(request.path)})


def context_of_bydel(published: Published, slug: str) -> dict[str, Any] | None:
    """The same of a bydel's page; None where it has not sent, or is none."""
    bydel = published.at(slug)
    if bydel is None:
        return None
    return {
        **context_of_round(published),
        "description": f"Tiltakene i Bydel {bydel.told['bydel']}, slik bydelen rapporterte dem.",
        "bydel": bydel,
        "rows": published.rows_of(bydel),
        "groups": published.groups_of(bydel),
        "has_remarks": published.has_remarks(bydel),
        "words": published.words_of(bydel),
    }


def _not_sent(published: Published, slug: str, bydel: str) -> HttpResponse:
    """404, and why there is no page of a bydel in the round."""
    silent = published.silent_at(bydel)
    if silent is None:
        return _not_here(None)
    context = {
        "told": published.told,
        "name": silent.told["bydel"],
        "sentence": published.why_no_page(silent),
        "slug": slug,
    }
    return drawn("reporting/publication/public/not_sent.html", context, status=404)


@public_page
def published_file(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    act = PublicationAct.objects.last_at(slug)
    file = act.files.filter(kind=kind).first() if act and act.is_public else None
    if file is None:
        return _not_here(act if act and not act.is_public else None)
    response = HttpResponse(bytes(file.content), content_type=file.content_type)
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return response


@public_page
def published_fields(request: HttpRequest) -> HttpResponse:
    """What the fields of the data mean, and that they keep their names."""
    context = {
        "fields": [(name, FIELDS[name]) for name in CSV_FIELDS],
        "address": _whole(request.path),
        "by": settings.PUBLISHED_BY,
        "description": "Feltene i de åpne dataene om ruspolitiske tiltak i Oslos bydeler.",
    }
    return drawn("reporting/publication/public/fields.html", context)


@public_page
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines read what is published, and nothing else."""
    lines = ["User-agent: *", f"Allow: {PUBLIC}", f"Allow: /{settings.STATIC_URL.lstrip('/')}"]
    text = "\n".join([*lines, "Disallow: /", ""])
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def _published(files: Sequence[PublishedFile]) -> Published:
    [document] = [file for file in files if file.kind == PublishedFile.Kind.JSON]
    return Published.of(bytes(document.content))


def _not_here(act: PublicationAct | None) -> HttpResponse:
    """410 and a sentence where a page was taken back, 404 where there never was one."""
    if act is None:
        context = {"all_rounds": reverse("reporting:published-rounds")}
        return drawn("reporting/publication/public/nothing.html", context, status=404)
    first = act.publication.acts.filter(kind=PublicationAct.Kind.PUBLISHED).first()
    name = _names([first])[first.pk] if first else ""
    return drawn(
        "reporting/publication/public/taken_back.html",
        {"name": name, "act": act, "by": settings.PUBLISHED_BY},
        status=410,
    )


def _whole(path: str) -> str:
    return f"{settings.SITE_ADDRESS}{path}"
