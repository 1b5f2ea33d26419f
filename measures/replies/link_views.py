"""Svarlenker: a redaktør makes links for those who know."""

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib import messages
from django.db.models import Count, Max
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST

from measures.models import ReplyLink
from measures.replies.access import not_your_replies, waiting_replies
from measures.replies.forms import ReplyLinkForm
from measures.replies.mail import mail_with
from plans.access import one_or_404, visible_plan
from plans.models import Plan
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.accounts.models import User, with_roles
from ruspolitikk.wording import plural


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link, whether it holds, and how many measures it brought replies on; never used: None."""

    link: ReplyLink
    is_open: bool
    has_expired: bool
    has_its_maker: bool
    measures: int
    last_used: datetime | None


@require_http_methods(["GET", "HEAD", "POST"])
def links(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    today = localdate()
    plan = visible_plan(request.user, slug)
    if not plan.is_editable_by(request.user):
        return not_your_replies(request, plan)
    form = ReplyLinkForm(plan, today, request.POST or None)
    if form.is_bound and form.is_valid():
        if form.is_for_all:
            n = form.save_all(request.user)
            made = f"{n} {plural(n, 'lenke', 'lenker')} er laget." if n else "Alle har en lenke."
            messages.success(request, f"{made} Åpne hver av dem for å kopiere den.")
            return redirect("measures:reply-links", plan.slug)
        link = form.save(request.user)
        messages.success(request, "Lenken er laget. Kopier den inn i en e-post.")
        return redirect("measures:show-reply-link", link.pk)
    context = {
        "plan": plan,
        "form": form,
        "links": links_of(plan, today),
        "replies": waiting_replies(plan, today),
    }
    return render(request, "measures/replies/links.html", context)


def links_of(plan: Plan, on: date) -> list[LinkRow]:
    """The plan's links, the newest first."""
    used = plan.reply_links.select_related(*ReplyLink.TO_OPEN).annotate(
        replied=Count("replies__measure", distinct=True), last_used=Max("replies__recorded_at")
    )
    with_roles([link.created_by for link in used])
    return [
        LinkRow(
            link,
            link.is_open(on),
            link.has_expired(on),
            link.has_its_maker,
            link.replied,
            link.last_used,
        )
        for link in used
    ]


@require_http_methods(["GET", "HEAD"])
def show_link(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The address to copy, in words for a mail of the redaktør's own; nothing is sent from here."""
    link = visible_link(request.user, pk)
    if not link.is_editable_by(request.user):
        return not_your_replies(request, link.plan)
    url = request.build_absolute_uri(link.path)
    context = {
        "link": link,
        "plan": link.plan,
        "is_open": link.is_open(localdate()),
        "url": url,
        "mail": mail_with(link, url, request.user),
    }
    return render(request, "measures/replies/link.html", context)


@require_POST
def revoke_link(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    link = visible_link(request.user, pk)
    if not link.is_editable_by(request.user):
        return not_your_replies(request, link.plan)
    link.revoke(request.user)
    messages.success(request, f"Lenken til {link.responsible.name} er trukket tilbake.")
    return redirect("measures:reply-links", link.plan.slug)


def visible_link(user: User, pk: int) -> ReplyLink:
    links = ReplyLink.objects.visible_to(user)
    link: ReplyLink = one_or_404(links.select_related(*ReplyLink.TO_OPEN), pk)
    return link
