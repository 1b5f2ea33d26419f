"""A plan's goals, strategies and innsatsområder, and the order of its measures.

Each row is a form of its own; its buttons name the act. The answer leads back to the same button,
so that who works by keyboard can press it again.
"""

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from measures.models import Measure
from measures.plan_pages.parts.forms import PARTS, PartForm, PlaceForm, StalePartError, TopicForm
from measures.plan_pages.parts.ordering import move_measure, rename_topic
from plans.access import not_your_plan, visible_plan
from plans.models import Goal, Plan, Strategy
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.addresses import row_named
from ruspolitikk.wording import plural

Part = Goal | Strategy
MOVES = {"opp": -1, "ned": 1}


@dataclass(frozen=True, slots=True)
class PartRow:
    """A goal or a strategy with its form; `uses` says what stands in the way of removing it."""

    part: Part
    form: PartForm
    anchor: str
    uses: str


@require_http_methods(["GET", "HEAD", "POST"])
def edit_parts(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    plan = visible_plan(request.user, slug)
    if not plan.is_editable_by(request.user):
        return not_your_plan(request, plan)
    if request.method != "POST":
        return parts_page(request, plan)
    kind = request.POST.get("kind", "")
    if kind == "innsats":
        return _rename(request, plan)
    if kind not in PARTS:
        return _not_understood(request, "measures:edit-parts", plan)
    if request.POST.get("part") == "ny":
        return _save_part(request, plan, kind, None)
    part = row_named(PARTS[kind].objects.filter(plan=plan), request.POST.get("part", ""))
    if part is None:
        return _not_understood(request, "measures:edit-parts", plan)
    if request.POST.get("act") == "fjern":
        return _remove(request, plan, kind, part)
    return _save_part(request, plan, kind, part)


def _save_part(
    request: AuthenticatedRequest, plan: Plan, kind: str, part: Part | None
) -> HttpResponse:
    """Keep what was typed, also where the button was to move it."""
    form = PartForm(plan, kind, request.POST, part=part)
    if not form.is_valid():
        return parts_page(request, plan, form)
    try:
        saved = form.save()
    except StalePartError:
        fresh = PARTS[kind].objects.get(pk=form.part.pk)  # type: ignore[union-attr]
        retry = request.POST.copy()
        retry[form.add_prefix("standing_text")] = fresh.text
        again = PartForm(plan, kind, retry, part=fresh)
        again.add_error(
            "text",
            f"Noen andre endret ordlyden til «{fresh.text}» mens du skrev. "
            "Lagrer du igjen, gjelder din.",
        )
        return parts_page(request, plan, again, status=409)
    act = request.POST.get("act", "")
    if act in MOVES:
        messages.success(request, _moved(saved, MOVES[act]))
        return _back("measures:edit-parts", plan, f"{kind}-{saved.pk}-{act}")
    messages.success(request, "Lagret.")
    return _back("measures:edit-parts", plan, f"{kind}-{saved.pk}")


def _moved(part: Part, by: int) -> str:
    """Move it one place, and say where it stands: at an end it stays."""
    if part.move(by):
        said = "Lagret. «%(text)s» er nå nr. %(number)d."
    elif by < 0:
        said = "Lagret. «%(text)s» står allerede først."
    else:
        said = "Lagret. «%(text)s» står allerede sist."
    return said % {"text": part.text, "number": part.number}


def _remove(request: AuthenticatedRequest, plan: Plan, kind: str, part: Part) -> HttpResponse:
    if uses := used_by(part):
        messages.error(request, f"«{part.text}» kan ikke fjernes: {uses}.")
        return _back("measures:edit-parts", plan, f"{kind}-{part.pk}")
    part.remove()
    messages.success(request, f"Fjernet «{part.text}» fra planen.")
    return _back("measures:edit-parts", plan, kind)


def _rename(request: AuthenticatedRequest, plan: Plan) -> HttpResponse:
    number = request.POST.get("part", "")
    form = TopicForm("", int(number) if number in map(str, range(1000)) else 0, request.POST)
    if not form.is_valid():
        return parts_page(request, plan, topic_form=form)
    before, after = form.cleaned_data["before"], form.cleaned_data["name"]
    count = rename_topic(plan, before, after) if before != after else 0
    messages.success(request, f"Lagret for {count} tiltak.")
    return _back("measures:edit-parts", plan, "innsats")


def used_by(part: Part) -> str:
    """Who uses a part, in words; empty where nobody does."""
    said = []
    if measures := part.measures.count():
        said.append(f"{measures} tiltak bruker det")
    if wordings := part.local_wordings.count():
        said.append(f"{wordings} {plural(wordings, 'bydel', 'bydeler')} viser til det")
    return " og ".join(said)


def parts_page(
    request: AuthenticatedRequest,
    plan: Plan,
    bound: PartForm | None = None,
    topic_form: TopicForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page, with one form as it was sent where something was wrong with it."""
    topics = (
        Measure.objects.filter(plan=plan)
        .exclude(topic="")
        .order_by("topic")
        .values_list("topic")
        .annotate(count=Count("pk"))
    )
    topic_forms = [
        (topic_form if topic_form and topic_form.prefix == fresh.prefix else fresh, count)
        for number, (topic, count) in enumerate(topics)
        for fresh in [TopicForm(topic, number)]
    ]
    groups = [
        (kind, heading, part_rows(plan, kind, bound), new_form(plan, kind, bound))
        for kind, heading in (("maal", "Mål"), ("strategi", "Strategier"))
    ]
    context = {
        "plan": plan,
        "groups": groups,
        "topic_forms": topic_forms,
        "problem": bound or topic_form,
    }
    return render(request, "measures/plan_pages/parts/parts.html", context, status=status)


def part_rows(plan: Plan, kind: str, bound: PartForm | None) -> list[PartRow]:
    rows = []
    for part in PARTS[kind].objects.filter(plan=plan).order_by("number"):
        form = PartForm(plan, kind, part=part)
        if bound is not None and bound.prefix == form.prefix:
            form = bound
        rows.append(PartRow(part, form, f"{kind}-{part.pk}", used_by(part)))
    return rows


def new_form(plan: Plan, kind: str, bound: PartForm | None) -> PartForm:
    fresh = PartForm(plan, kind)
    return bound if bound is not None and bound.prefix == fresh.prefix else fresh


@require_http_methods(["GET", "HEAD", "POST"])
def edit_order(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    plan = visible_plan(request.user, slug)
    if not plan.is_editable_by(request.user):
        return not_your_plan(request, plan)
    measures = Measure.objects.filter(plan=plan)
    if request.method == "POST":
        return _move(request, plan, row_named(measures, request.POST.get("measure", "")))
    ordered = list(measures.select_related("plan", "strategy").order_by("position", "n"))
    context = {"plan": plan, "measures": ordered}
    return render(request, "measures/plan_pages/parts/order.html", context)


def _move(request: AuthenticatedRequest, plan: Plan, measure: Measure | None) -> HttpResponse:
    if measure is None:
        return _not_understood(request, "measures:edit-order", plan)
    act = request.POST.get("act", "")
    if act in MOVES:
        place = move_measure(measure, by=MOVES[act])
    else:
        form = PlaceForm(plan.measures.count(), request.POST)
        if not form.is_valid():
            sentence = "Skriv plassen som et tall fra 1 til %d. Ingenting er flyttet."
            messages.error(request, sentence % form.last)
            return _back("measures:edit-order", plan, f"tiltak-{measure.pk}")
        place = move_measure(measure, to=form.cleaned_data["place"])
    messages.success(request, f"«{measure.name}» er nå nr. {place} i planen.")
    anchor = f"tiltak-{measure.pk}"
    return _back("measures:edit-order", plan, f"{anchor}-{act}" if act in MOVES else anchor)


def _not_understood(request: AuthenticatedRequest, name: str, plan: Plan) -> HttpResponse:
    messages.error(request, "Det finnes ikke i planen lenger. Ingenting er endret.")
    return redirect(name, plan.slug)


def _back(name: str, plan: Plan, anchor: str) -> HttpResponse:
    return redirect(f"{reverse(name, args=[plan.slug])}#{anchor}")
