"""What is decided about each measure of an old plan."""

from typing import Any

from measures.models import Measure, Succession
from plans.models import Plan
from tests.checking_client import CheckingClient
from tests.forms_on_pages import send

NEXT = {"title": "Neste plan", "starts_on": "01.01.2028", "ends_on": "31.12.2031"}


def address(old: Plan, new: Plan) -> str:
    return f"/planer/{old.slug}/viderefor/{new.slug}/"


def pick(plan: Plan, n: int) -> Measure:
    return Measure.objects.select_related("plan").get(plan=plan, n=n)


def choices(old: Plan, **rows: dict[str, str]) -> dict[str, str]:
    """Fields of the form: `choices(old, m1={"kind": "continued"})`."""
    return {
        f"t{pick(old, int(row[1:])).pk}-{name}": value
        for row, typed in rows.items()
        for name, value in typed.items()
    }


def decide(client: CheckingClient, old: Plan, new: Plan, **rows: dict[str, str]) -> Any:
    return send(client, address(old, new), **choices(old, **rows))


def standing(new: Plan) -> list[tuple[int, str, str | None, str]]:
    """(old n, kind, the new one's text, reason)"""
    rows = Succession.objects.in_effect().filter(plan=new).order_by("old__n")
    return [(row.old.n, row.kind, row.new.text if row.new else None, row.reason) for row in rows]


CONTINUED = {"kind": "continued"}
FINISHED = {"kind": "finished"}
DROPPED = {"kind": "dropped", "reason": "Byen gjør det nå"}
