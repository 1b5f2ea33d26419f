"""What a receipt says once something was corrected, withdrawn or undone."""

from measures.detail.history.events import Event
from measures.models import Measure
from measures.undo import TakenBack
from measures.vocabulary import NOT_REPORTED, label_for, risk_label


def was_withdrawn(measure: Measure, event: Event) -> str:
    """`measure` as it stands afterwards."""
    return f"{_capitalised(event.what)} er trukket tilbake. {_stands(measure, event)}"


def was_corrected(measure: Measure, event: Event) -> str:
    return f"{_capitalised(event.what)} er rettet. {_stands(measure, event)}"


def _stands(measure: Measure, event: Event) -> str:
    if event.deadline:
        deadline = measure.deadline
        return f"Fristen er nå {deadline.words}." if deadline else "Tiltaket har ingen frist nå."
    if measure.status is None and measure.risk is None:
        return f"Tiltaket står igjen som {label_for(NOT_REPORTED)}."
    risk = measure.risk.level if measure.risk else None
    with_risk = f" med risiko {risk_label(risk)}" if risk else ""
    newest = measure.status or measure.risk
    per = f", per {newest.applies_on:%d.%m.%Y}" if newest else ""
    return f"Tiltaket står igjen som {label_for(measure.status_code)}{with_risk}{per}."


def was_undone(taken: TakenBack) -> str:
    """«16 er angret. To er rapportert på nytt siden, og er ikke rørt.»"""
    n, since = len(taken.withdrawn), len(taken.reported_since)
    if not n and not since:
        return "Rapporten var trukket tilbake fra før. Det er ikke noe mer å gjøre."
    kept = ""
    if since:
        names = ", ".join(f"«{measure.name}»" for measure in taken.reported_since)
        kept = f" {since} tiltak er rapportert på nytt siden, og er ikke rørt: {names}."
    if not n:
        return f"Ingenting er angret.{kept}"
    if n == 1 and not since:
        return "Rapporten er angret. Tiltaket står som før den."
    return f"{n} tiltak er angret, og står som før.{kept}"


def _capitalised(words: str) -> str:
    return words[:1].upper() + words[1:]
