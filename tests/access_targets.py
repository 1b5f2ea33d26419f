"""What each address of the access table is asked about, and what a person would send to it."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from measures.models import Deadline, Item, Measure, Reply, ReplyLink, Responsible, WarningKind
from measures.plan_pages.carrying_over.decisions import CarryOverForm
from measures.plan_pages.carrying_over.forms import seal
from plans.forms import fingerprint
from plans.models import Plan
from reporting.models import Theme
from reporting.themes.forms import mark
from tests.factories import make_dismissal, make_measure, make_plan, make_user, warning_on

ABOUT_THEMES = {
    "reporting:theme",
    "reporting:theme-excel",
    "reporting:theme-csv",
    "reporting:edit-theme",
    "reporting:delete-theme",
}
ABOUT_PLANS = {
    "measures:plan",
    "measures:add-measure",
    "measures:reply-links",
    "measures:check-plan",
    "reporting:council",
    "reporting:council-word",
    "reporting:council-excel",
    "plans:edit-plan",
    "measures:adopt-plan",
    "measures:edit-parts",
    "measures:edit-order",
    "measures:city-answers",
    "measures:continue-plan",
}


@dataclass(frozen=True)
class Targets:
    """A plan, a measure and a party for each word in the column «of»."""

    plans: dict[str, str]
    measures: dict[str, int]
    parties: dict[str, int]
    replies: dict[str, Any]

    def address(self, name: str, of: str) -> str:
        if of == "-":
            return reverse(name)
        if name == "measures:confirm":
            return f"{reverse(name)}?tiltak={self.measures[of]}"
        if name in {"measures:party", "measures:merge-party"}:
            return reverse(name, args=[self.parties[of]])
        if name in self.replies:
            return reverse(
                name, args=[self.replies[name] if of == "grorud" else self.unknown(name)]
            )
        if name == "measures:carry-over":
            return reverse(name, args=[self.plans[of], self.plans["draft"]])
        if name in ABOUT_THEMES:
            return reverse(name, args=["fact" if of == "theme" else "finnes-ikke"])
        about_plan = name in ABOUT_PLANS
        return reverse(name, args=[self.plans[of] if about_plan else self.measures[of]])

    @staticmethod
    def unknown(name: str) -> Any:
        has_token = name in {"measures:reply-by-link", "measures:reply-thanks"}
        return "finnes-ikke" if has_token else 987654321


def replies_by_link() -> dict[str, Any]:
    """A link for Grorud's «Kriseteam», and a reply that waits."""
    party = Responsible.objects.get_by_natural_key("grorud", "Kriseteam")
    measure = party.measures.get(plan__slug="grorud-2023")
    link = ReplyLink.objects.create(
        responsible=party,
        plan=measure.plan,
        expires_on=date(2999, 1, 1),
        created_by=make_user("lager-lenker"),
    )
    reply = Reply.objects.create(
        link=link,
        measure=measure,
        words="Iverksatt",
        code="implemented",
        version=measure.report_version,
        applies_on=date(2026, 1, 1),
    )
    token = link.path.split("/")[2]
    of_link = dict.fromkeys(["measures:show-reply-link", "measures:revoke-reply-link"], link.pk)
    by_token = dict.fromkeys(["measures:reply-by-link", "measures:reply-thanks"], token)
    verbs = ("accept", "correct", "decline")
    return {**of_link, **by_token, **{f"measures:{verb}-reply": reply.pk for verb in verbs}}


def make_targets() -> Targets:
    """Of the five plans, and what they have none of: a draft, a theme, a link that was answered."""
    draft = make_plan("grorud", slug="grorud-utkast", state=Plan.State.DRAFT)
    linked = Measure.objects.filter(plan__slug="ostensjo-2020")
    for measure in linked:
        Item.objects.create(measure=measure, position=1, text="Et delpunkt")
    measures = {
        "grorud": Measure.objects.get_by_natural_key("grorud-2023", 1),
        "draft": [make_measure(draft, items=["Et delpunkt"]), make_measure(draft)][0],
        "linked": Measure.objects.filter(
            plan__slug="ostensjo-2020", responsibles__name="seksjonssjef hjemmetjenesten"
        ).first(),
        "unlinked": Measure.objects.filter(plan__slug="ostensjo-2020")
        .exclude(responsibles__name="seksjonssjef hjemmetjenesten")
        .first(),
        "city": Measure.objects.framework().first(),
    }
    city = Plan.objects.framework().get()
    Theme.objects.create(name="FACT", slug="fact", words=["FACT"])
    return Targets(
        plans={
            "grorud": "grorud-2023",
            "draft": draft.slug,
            "city": city.slug,
            "unknown": "finnes-ikke",
        },
        measures={name: measure.pk for name, measure in measures.items()} | {"unknown": 987654321},
        parties={
            "grorud": Responsible.objects.get_by_natural_key("grorud", "Kriseteam").pk,
            "linked": Responsible.objects.get_by_natural_key(
                "ostensjo", "seksjonssjef hjemmetjenesten"
            ).pk,
            "unknown": 987654321,
        },
        replies=replies_by_link(),
    )


def typed(name: str, of: str, targets: Targets) -> dict[str, Any]:
    """What a person would send, so that a refusal is about the person and not about the form."""
    today = date.today()  # noqa: DTZ011  # the page's own day, whatever the test's clock says
    if name in {"measures:report-status", "measures:row", "measures:confirm"}:
        measure = Measure.objects.filter(pk=targets.measures[of]).first()
        version = measure.report_version if measure else 0
        report = {"status": "in_progress", "applies_on": f"{today:%d.%m.%Y}", "version": version}
        seen = f"{targets.measures[of]}:{version}:0"
        return report if name != "measures:confirm" else {**report, "sett": "1", "tiltak": seen}
    if name == "measures:add-measure":
        return {"text": "Et nytt tiltak", "version": 0, "token": str(uuid.uuid4())}
    if name == "plans:add-plan":
        owner = Plan.objects.framework().get().organisation_id
        return {"title": "En ny plan", "starts_on": "01.01.2031", "organisation": owner}
    if name == "plans:edit-plan":
        plan = Plan.objects.filter(slug=targets.plans[of]).first()
        start = {"starts_on": "01.01.2023"}
        return {"title": "Skrevet om", "standing": fingerprint(plan), **start}
    if name == "measures:edit-parts":
        return {"kind": "maal", "part": "ny", "maal-ny-text": "Et nytt mål"}
    if name == "measures:continue-plan":
        return {"title": "Neste plan", "starts_on": "01.01.2040"}
    if name == "measures:carry-over":
        old, new = (Plan.objects.filter(slug=targets.plans[s]).first() for s in (of, "draft"))
        if old is None or new is None:
            return {}
        rows = CarryOverForm(old, new).rows
        return {"rest": "continued"} | {f"{r.prefix}-shown": seal(r.saved) for r in rows}
    if name == "measures:city-answers":
        return {
            "city_measure": targets.measures["city"],
            "act": "ingen",
            "reason": "Andre gjør det",
        }
    if name == "measures:edit-order":
        plan = Plan.objects.filter(slug=targets.plans[of]).first()
        last = Measure.objects.filter(plan=plan).order_by("position").last()
        return {"measure": last.pk if last else 0, "act": "opp"}
    if name == "measures:adopt-plan":
        return {"adopted_on": "01.11.2026"}
    if name == "measures:edit-measure":
        deadline = Deadline.objects.filter(measure=targets.measures[of]).first()
        said = deadline.words if deadline else ""
        words = {"deadline_words": said, "initial-deadline_words": said}
        return {"text": "Skrevet om", "version": 0, "token": str(uuid.uuid4()), **words}
    if name == "measures:set-deadline":
        deadline = Deadline.objects.filter(measure=targets.measures[of]).first()
        standing = deadline.pk if deadline else 0
        moved = {"words": "31.12.2030", "reason": "Ingen lokaler", "standing": standing}
        return {**moved, "applies_on": f"{today:%d.%m.%Y}"}
    if name == "measures:tick-items":
        item = Item.objects.filter(measure=targets.measures[of]).first()
        return {"gjort": item.pk if item else 0, "applies_on": f"{today:%d.%m.%Y}"}
    if name == "measures:edit-items":
        new = {"linje-TOTAL_FORMS": 1, "linje-INITIAL_FORMS": 0, "linje-0-text": "Et nytt punkt"}
        return {**new, "version": 0}
    if name in {"reporting:add-theme", "reporting:edit-theme"}:
        theme = Theme.objects.filter(slug="fact").first()
        seen = mark(theme) if theme and of == "theme" else ""
        return {"name": "Et nytt tema", "words": "bolig", "seen": seen}
    if name == "measures:map-word":
        return {"words": "Nesten i mål", "code": "in_progress"}
    if name in {"measures:dismiss-warning", "measures:show-warning"}:
        return answer_to_a_warning(targets.measures[of], dismissed=name == "measures:show-warning")
    if name in {"measures:add-party", "measures:party"}:
        return {"name": "En ny enhet", "kind": "unit"}
    if name == "measures:reply-links":
        party = Responsible.objects.get_by_natural_key("grorud", "Kriseteam")
        return {"responsible": party.pk, "expires_on": f"{today:%d.%m.%Y}"}
    if name in {"measures:reply-by-link", "measures:correct-reply"}:
        answered = Reply.objects.get().measure
        prefix, version = f"t{answered.pk}", answered.report_version
        return {f"{prefix}-status": "ongoing", f"{prefix}-version": version}
    if name == "measures:decline-reply":
        return {"reason": "Gjelder et annet tiltak"}
    if name == "measures:merge-party":
        return {"med": Responsible.objects.get_by_natural_key("grorud", "NAV").pk}
    if name == "admin:measures_measure_change":
        formsets = {
            f"{prefix}-{form}_FORMS": "0"
            for prefix in ("items", "assignments")
            for form in ("TOTAL", "INITIAL")
        }
        return {"position": 1, "text": "Skrevet om i administrasjonen", **formsets}
    return {}


def answer_to_a_warning(pk: int, *, dismissed: bool) -> dict[str, Any]:
    """The measure is given a warning, dismissed by somebody where it shall be shown again."""
    Measure.objects.filter(pk=pk).update(responsible_text="Kari")
    measure = Measure.objects.filter(pk=pk).first()
    if measure is None:
        return {}
    facts = warning_on(measure, WarningKind.PERSONS_NAME).facts
    if dismissed:
        make_dismissal(measure, kind=WarningKind.PERSONS_NAME, facts=facts)
    return {"kind": "persons_name", "facts": facts, "reason": "Et sted"}
