"""What goes, what stays and what gets another number: said before something is removed."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from measures.columns import city_label
from measures.models import Deadline, Item, Measure, Succession
from plans.models import Plan, in_force_among
from ruspolitikk.wording import plural

Consequence = tuple[str, str]
"""What it concerns, and what happens to it."""


def of_deleting(measure: Measure) -> list[Consequence]:
    """What follows when a measure of a draft is deleted."""
    items = measure.items.count()
    goes = [f"{items} {plural(items, 'delpunkt', 'delpunkter')}"] if items else []
    if measure.deadline and measure.deadline.words:
        goes.append(f"fristen «{measure.deadline.words}»")
    cities = measure.answers.select_related("plan", "strategy")
    goes += [f"svaret på {city_label(city)}" for city in cities]
    after = list(
        Measure.objects.filter(plan=measure.plan, n__gt=measure.n).order_by("n").values_list("n")
    )
    numbers = ""
    if len(after) == 1:
        numbers = f"Tiltak {measure.n + 1} blir {measure.n}."
    elif after:
        last = measure.n + len(after)
        numbers = f"Tiltak {measure.n + 1} til {last} blir {measure.n} til {last - 1}."
    rows = [
        ("Slettes", _joined(["Tiltaket", *goes])),
        ("Blir stående", "Målene, strategien og de ansvarlige"),
        ("Nummer", numbers),
    ]
    return [(concerns, happens) for concerns, happens in rows if happens]


def of_deleting_draft(plan: Plan, in_force: Plan | None) -> list[Consequence]:
    """What follows when a whole draft is deleted; `in_force` is the bydel's plan that counts."""
    counts = [
        (plan.measures.count(), "tiltak", "tiltak"),
        (Item.objects.filter(measure__plan=plan).count(), "delpunkt", "delpunkter"),
        (Deadline.objects.filter(measure__plan=plan).count(), "frist", "frister"),
        (plan.goals.count(), "mål", "mål"),
        (plan.strategies.count(), "strategi", "strategier"),
    ]
    goes = [f"{n} {plural(n, one, many)}" for n, one, many in counts if n]
    stays = "De ansvarlige i registeret"
    if in_force:
        stays = f"{in_force.short_name}, med all historikk. {stays}"
    copied = Succession.objects.in_effect().filter(plan=plan, new__isnull=False).count()
    rows = [
        ("Slettes", _joined(goes) or "Planen er tom"),
        ("Blir stående", stays),
        (
            "Ble videreført",
            f"{copied} tiltak ble hentet fra en annen plan. De står der som før." if copied else "",
        ),
    ]
    return [(concerns, happens) for concerns, happens in rows if happens]


SENT = ("Rapporter til byen", "Det som er sendt inn, står slik det ble sendt.")


def of_misfiling(measure: Measure) -> list[Consequence]:
    """What follows when a measure of an adopted plan is marked as misfiled."""
    n = measure.plan.measures.count()
    counts = (
        f"Tiltaket er ikke med for noen dag, heller ikke tilbake i tid. Planen får {n - 1} tiltak."
    )
    rows = [
        ("Lister, tall og filer", counts),
        *([SENT] if measure.plan.organisation.is_bydel else ()),
        ("Historikk", "Tiltaket, rapportene og begrunnelsen kan leses fra planens side."),
    ]
    links = Measure.answers.through.objects
    alone = [
        city_label(city)
        for city in measure.answers.select_related("plan", "strategy")
        if not links.filter(from_measure__in=_others(measure), to_measure=city).exists()
    ]
    if alone:
        owner = measure.plan.organisation.name
        rows.append(("Svar på byens plan", f"{_joined(alone)} er ikke lenger besvart av {owner}."))
    return rows


def of_misfiling_plan(plan: Plan, today: date) -> list[Consequence]:
    """What follows when a whole adopted plan is marked as misfiled."""
    n, owner = plan.measures.count(), plan.organisation.name
    others = Plan.objects.filter(organisation=plan.organisation).exclude(pk=plan.pk)
    in_force = in_force_among(others, today)
    counts = next((other for other in others if other.pk in in_force), None)
    instead = f"{counts.short_name} er planen som gjelder." if counts else "Ingen."
    links = plan.reply_links.filter(revoked_at__isnull=True, expires_on__gte=today).count()
    answers = Measure.answers.through.objects.filter(from_measure__plan=plan)
    answered = answers.order_by().values("to_measure").distinct().count()
    rows = [
        (
            "Lister, tall og filer",
            f"Planen og {n} tiltak er ikke med for noen dag, heller ikke tilbake i tid.",
        ),
        *([SENT] if plan.organisation.is_bydel else ()),
        ("Plan som gjelder etterpå", instead if plan.organisation.is_bydel else ""),
        (
            "Svar på byens plan",
            f"Svarene på {answered} av byens tiltak teller ikke for {owner}." if answered else "",
        ),
        (
            "Svarlenker",
            f"{links} {plural(links, 'åpen lenke', 'åpne lenker')} slutter å virke."
            if links
            else "",
        ),
        ("Historikk", "Planen, tiltakene og begrunnelsen kan leses fra siden Planer."),
    ]
    return [(concerns, happens) for concerns, happens in rows if happens]


def _others(measure: Measure) -> Any:
    return Measure.objects.filter(plan=measure.plan).exclude(pk=measure.pk).order_by().values("pk")


def _joined(words: Sequence[str]) -> str:
    """«a, b og c»."""
    return " og ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
