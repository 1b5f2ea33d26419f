"""Svarlenker: a redaktør makes links for those who know, and decides on what they answer."""

from collections.abc import Iterable
from datetime import date
from urllib.parse import quote

from django.contrib import messages
from django.db.models import Count, Max
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST

from measures.models import Measure, Reply, ReplyDecidedError, ReplyLink, StaleMeasureError
from measures.models.queries import attach_state
from measures.replies.forms import AnswerForm, AnswerLinkForm, DeclineForm
from plans.access import belongs_to, one_or_404, visible_plan
from plans.models import Plan
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.accounts.models import User
from ruspolitikk.addresses import as_id

FROM_MEASURE = "tiltak"


@require_http_methods(["GET", "HEAD", "POST"])
def links(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    today = localdate()
    plan = visible_plan(request.user, slug)
    if not plan.is_editable_by(request.user):
        return _not_your_replies(request, plan)
    form = AnswerLinkForm(plan, today, request.POST or None)
    if form.is_bound and form.is_valid():
        link = form.save(request.user)
        messages.success(request, "Lenken er laget. Kopier den inn i en e-post.")
        return redirect("measures:show-answer-link", link.pk)
    context = {
        "plan": plan,
        "form": form,
        "links": _links_of(plan, today),
        "answers": waiting_answers(Reply.objects.filter(measure__plan=plan), today),
    }
    return render(request, "measures/replies/links.html", context)


def _links_of(plan: Plan, on: date) -> list[ReplyLink]:
    """The plan's links, the newest first, each with where it stands and how often it was used."""
    found: list[ReplyLink] = list(
        plan.reply_links.select_related("responsible", "created_by", "plan").annotate(
            used=Count("replies__measure", distinct=True), last_used=Max("replies__recorded_at")
        )
    )
    for link in found:
        link.opens = link.is_open(on)
        link.expired = link.has_expired(on)
    return found


def waiting_answers(answers: Iterable[Reply], on: date) -> list[Reply]:
    """Those that wait, each beside its measure as it stands on a day."""
    waiting = list(
        answers.waiting()  # type: ignore[attr-defined]
        .select_related("link__responsible")
        .order_by("measure__position", "measure__n", "recorded_at")
    )
    measures = _with_state([answer.measure_id for answer in waiting], on)
    for answer in waiting:
        answer.measure = measures[answer.measure_id]
    return waiting


def _with_state(ids: list[int], on: date) -> dict[int, Measure]:
    measures = list(
        Measure.objects.filter(pk__in=ids)
        .with_state(on, today=on)
        .select_related("plan__organisation")
    )
    attach_state(measures)
    return {measure.pk: measure for measure in measures}


@require_http_methods(["GET", "HEAD"])
def show_link(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The address to copy, in words for a mail of the redaktør's own; nothing is sent from here."""
    link = visible_link(request.user, pk)
    if not link.is_editable_by(request.user):
        return _not_your_replies(request, link.plan)
    url = request.build_absolute_uri(link.path)
    subject, body = f"Status på tiltak: {link.plan.title}", _mail(link, url, request.user)
    context = {
        "link": link,
        "is_open": link.is_open(localdate()),
        "url": url,
        "subject": subject,
        "body": body,
        "mailto": f"mailto:{quote(link.responsible.email, safe='@')}"
        f"?subject={quote(subject)}&body={quote(body)}",
    }
    return render(request, "measures/replies/link.html", context)


def _mail(link: ReplyLink, url: str, by: User) -> str:
    number = link.measures.count()
    return "\n\n".join(
        [
            "Hei,",
            (
                f"Kan du melde status på {number} tiltak i «{link.plan.title}» "
                f"der {link.responsible.name} er ansvarlig? "
                "Det tar to minutter, og du trenger ikke å logge inn:"
            ),
            url,
            (
                f"Lenken gjelder til og med {link.expires_on:%d.%m.%Y}. "
                "Alle som har den, kan svare, så ikke send den videre."
            ),
            f"Hilsen {by.recorded_as(link.plan.organisation)}",
        ]
    )


@require_POST
def revoke_link(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    link = visible_link(request.user, pk)
    if not link.is_editable_by(request.user):
        return _not_your_replies(request, link.plan)
    link.revoke(request.user)
    messages.success(request, f"Lenken til {link.responsible.name} er trukket tilbake.")
    return redirect("measures:answer-links", link.plan.slug)


@require_POST
def accept(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    answer = visible_answer(request.user, pk)
    if not answer.is_editable_by(request.user):
        return _not_your_replies(request, answer.measure.plan)
    seen = as_id(request.POST.get("version", ""))
    version = answer.version if seen is None else seen
    try:
        answer.accept(by=request.user, expected_version=version)
    except ReplyDecidedError:
        return _decided_already(request, answer)
    except StaleMeasureError:
        answer = visible_answer(request.user, pk)
        return render(request, "measures/replies/conflict.html", {"answer": answer}, status=409)
    messages.success(request, f"Godtatt. Svaret står nå på «{answer.measure.name}».")
    return _back(request, answer)


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    answer = visible_answer(request.user, pk)
    if not answer.is_editable_by(request.user):
        return _not_your_replies(request, answer.measure.plan)
    if not answer.is_waiting:
        return _decided_already(request, answer)
    form = AnswerForm(answer.measure, answer, request.POST or None)
    context = {"answer": answer, "form": form, "is_conflict": answer.is_overtaken}
    if not form.is_bound or not form.is_valid():
        return render(request, "measures/replies/correct.html", context)
    said = form.said
    if said is None:
        form.add_error("status", "Velg en status, eller avvis svaret.")
        return render(request, "measures/replies/correct.html", context)
    try:
        answer.correct(said, by=request.user, expected_version=said.version)
    except ReplyDecidedError:
        return _decided_already(request, answer)
    except StaleMeasureError:
        retry = request.POST.copy()
        retry[form.add_prefix("version")] = str(answer.measure.report_version)
        context |= {"form": AnswerForm(answer.measure, answer, retry), "is_conflict": True}
        return render(request, "measures/replies/correct.html", context, status=409)
    messages.success(request, f"Lagret. Det rettede svaret står på «{answer.measure.name}».")
    return _back(request, answer)


@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    answer = visible_answer(request.user, pk)
    if not answer.is_editable_by(request.user):
        return _not_your_replies(request, answer.measure.plan)
    form = DeclineForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            answer.decline(form.cleaned_data["reason"], by=request.user)
        except ReplyDecidedError:
            return _decided_already(request, answer)
        messages.success(request, "Svaret er avvist. Tiltaket står som før.")
        return _back(request, answer)
    if not answer.is_waiting:
        return _decided_already(request, answer)
    return render(request, "measures/replies/decline.html", {"answer": answer, "form": form})


def visible_link(user: User, pk: int) -> ReplyLink:
    links = ReplyLink.objects.visible_to(user)
    link: ReplyLink = one_or_404(
        links.select_related("responsible", "plan__organisation", "created_by"), pk
    )
    return link


def visible_answer(user: User, pk: int) -> Reply:
    """An answer with its measure as it stands today, or 404."""
    answer: Reply = one_or_404(Reply.objects.visible_to(user).select_related("link"), pk)
    answer.measure = _with_state([answer.measure_id], localdate())[answer.measure_id]
    return answer


def _not_your_replies(request: AuthenticatedRequest, plan: Plan) -> HttpResponse:
    heading = f"Svarene hører til {plan.organisation.full_name}"
    return belongs_to(request, plan.organisation, heading, plan.get_absolute_url())


def _decided_already(request: AuthenticatedRequest, answer: Reply) -> HttpResponse:
    messages.info(request, "Svaret er behandlet fra før, så ingenting er endret.")
    return _back(request, answer)


def _back(request: AuthenticatedRequest, answer: Reply) -> HttpResponse:
    if FROM_MEASURE in (request.POST.get("fra"), request.GET.get("fra")):
        return redirect(answer.measure)
    return redirect(reverse("measures:answer-links", args=[answer.measure.plan.slug]))
