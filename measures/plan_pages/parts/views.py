"""A plan's goals, strategies and innsatsområder: reworded, added, removed and moved."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from measures.models import Measure
from measures.plan_pages.parts.answering import STEPS, back_to, not_in_the_plan
from measures.plan_pages.parts.forms import PARTS, PartForm, StalePartError, TopicForm
from measures.plan_pages.parts.ordering import rename_topic
from plans.access import not_your_plan, visible_plan
from plans.models import Goal, Plan, Strategy
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.addresses import row_named
from ruspolitikk.wording import plural

Part = Goal | Strategy
PAGE = "measures:edit-parts"
HEADINGS = {"maal": "Mål", "strategi": "Strategier"}


@dataclass(frozen=True, slots=True)
class PartRow:
    """A goal or a strategy with its form; `uses` says what stands in the way of removing it."""

    part: Part
    form: PartForm
    anchor: str
    uses: str


@dataclass(frozen=True, slots=True)
class PartGroup:
    """The goals («maal») or the strategies («strategi») of a plan, and the form for a new one."""

    kind: str
    heading: str
    rows: Sequence[PartRow]
    new: PartForm


@dataclass(frozen=True, slots=True)
class TopicRow:
    """An innsatsområde with its form, and how many measures have it."""

    form: TopicForm
    measures: int


@require_http_methods(["GET", "HEAD", "POST"])
def edit_parts(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    plan = visible_plan(request.user, slug)
    if not plan.is_editable_by(request.user):
        return not_your_plan(request, plan)
    if request.method != "POST":
        return parts_page(request, plan)
    kind, which = request.POST.get("kind", ""), request.POST.get("part", "")
    if kind == "innsats":
        return _rename(request, plan)
    if kind in PARTS and which == "ny":
        return _save(request, plan, kind, None)
    part = row_named(PARTS[kind].objects.filter(plan=plan), which) if kind in PARTS else None
    if part is None:
        return not_in_the_plan(request, PAGE, plan)
    if request.POST.get("act") == "fjern":
        return _remove(request, plan, kind, part)
    return _save(request, plan, kind, part)


def _save(request: AuthenticatedRequest, plan: Plan, kind: str, part: Part | None) -> HttpResponse:
    """Keep what was typed, also where the button was to move it."""
    form = PartForm(plan, kind, request.POST, part=part)
    if not form.is_valid():
        return parts_page(request, plan, form)
    try:
        saved = form.save()
    except StalePartError as problem:
        return _somebody_was_first(request, plan, kind, problem.saved)
    act, anchor = request.POST.get("act", ""), f"{kind}-{saved.pk}"
    if act in STEPS:
        messages.success(request, _move(saved, STEPS[act]))
        return back_to(PAGE, plan, f"{anchor}-{act}")
    messages.success(request, "Lagret.")
    return back_to(PAGE, plan, anchor)


def _somebody_was_first(
    request: AuthenticatedRequest, plan: Plan, kind: str, saved: Part
) -> HttpResponse:
    """Show what is saved; what was typed stays, and a second save is a choice."""
    retry = request.POST.copy()
    retry[f"{kind}-{saved.pk}-standing_text"] = saved.text
    again = PartForm(plan, kind, retry, part=saved)
    again.add_error(
        "text",
        f"Noen andre endret ordlyden til «{saved.text}» mens du skrev. "
        "Lagrer du igjen, gjelder din.",
    )
    return parts_page(request, plan, again, status=409)


def _move(part: Part, by: int) -> str:
    """Move it one place, and say where it stands: at an end it stays."""
    if part.move(by):
        return f"Lagret. «{part.text}» er nå nr. {part.number}."
    end = "først" if by < 0 else "sist"
    return f"Lagret. «{part.text}» står allerede {end}."


def _remove(request: AuthenticatedRequest, plan: Plan, kind: str, part: Part) -> HttpResponse:
    if uses := used_by(part):
        messages.error(request, f"«{part.text}» kan ikke fjernes: {uses}.")
        return back_to(PAGE, plan, f"{kind}-{part.pk}")
    part.remove()
    messages.success(request, f"Fjernet «{part.text}» fra planen.")
    return back_to(PAGE, plan, kind)


def _rename(request: AuthenticatedRequest, plan: Plan) -> HttpResponse:
    number = request.POST.get("part", "")
    form = TopicForm("", int(number) if number in map(str, range(1000)) else 0, request.POST)
    if not form.is_valid():
        return parts_page(request, plan, topic_form=form)
    before, after = form.cleaned_data["before"], form.cleaned_data["name"]
    count = rename_topic(plan, before, after) if before != after else 0
    messages.success(request, f"Lagret for {count} tiltak.")
    return back_to(PAGE, plan, "innsats")


def used_by(part: Part) -> str:
    """Who uses a part, in words; empty where nobody does."""
    uses = []
    if measures := part.measures.count():
        uses.append(f"{measures} tiltak bruker det")
    if wordings := part.local_wordings.count():
        uses.append(f"{wordings} {plural(wordings, 'bydel', 'bydeler')} viser til det")
    return " og ".join(uses)


def parts_page(
    request: AuthenticatedRequest,
    plan: Plan,
    part_form: PartForm | None = None,
    topic_form: TopicForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page, with one form as it was sent where something was wrong with it."""
    context = {
        "plan": plan,
        "groups": [_group(plan, kind, part_form) for kind in HEADINGS],
        "topics": _topic_rows(plan, topic_form),
        "sent": part_form or topic_form,
    }
    return render(request, "measures/plan_pages/parts/parts.html", context, status=status)


def _group(plan: Plan, kind: str, sent: PartForm | None) -> PartGroup:
    rows = []
    for part in PARTS[kind].objects.filter(plan=plan).order_by("number"):
        form = _sent_or(PartForm(plan, kind, part=part), sent)
        rows.append(PartRow(part, form, f"{kind}-{part.pk}", used_by(part)))
    return PartGroup(kind, HEADINGS[kind], rows, _sent_or(PartForm(plan, kind), sent))


def _topic_rows(plan: Plan, sent: TopicForm | None) -> list[TopicRow]:
    topics = (
        Measure.objects.filter(plan=plan)
        .exclude(topic="")
        .order_by("topic")
        .values_list("topic")
        .annotate(count=Count("pk"))
    )
    return [
        TopicRow(_sent_or(TopicForm(topic, number), sent), count)
        for number, (topic, count) in enumerate(topics)
    ]


def _sent_or[FormT: PartForm | TopicForm](fresh: FormT, sent: FormT | None) -> FormT:
    """The form that was sent where this is the one; its prefix says so."""
    return sent if sent is not None and sent.prefix == fresh.prefix else fresh
