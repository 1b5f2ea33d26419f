"""What may have become of a measure between two days. Pure."""

from datetime import date

from django.db.models import TextChoices

from measures.vocabulary import NOT_REPORTED, STAGES, StatusCode


class What(TextChoices):
    """What is counted, and opened by its number (`?hva=`)."""

    ALL = "tiltak", "Tiltak"
    REPORTED = "rapportert", "Rapportert"
    ON = "lenger", "Kommet lenger"
    BACK = "tilbake", "Gått tilbake"
    DROPPED = "utgatt", "Utgått"
    FIRST = "forste", "Rapportert for første gang"
    UNCHANGED = "uendret", "Uendret"
    MOVED = "frist", "Frist flyttet"
    RISK = "risiko", "Risiko endret"
    ADDED = "lagt-til", "Lagt til"
    SILENT = "stille", "Ikke rapportert"


KINDS = (What.ON, What.BACK, What.DROPPED, What.FIRST, What.UNCHANGED)
"""Each reported measure is one of these, so they sum to the reported."""

BESIDE = (What.MOVED, What.RISK, What.ADDED)


def kind_of(before: str, after: str) -> What:
    """What a report changed, by the city's codes and their stages; the bydel's wording changes
    nothing (domain.md, «Status words»).

    A code that changes within its stage is unchanged, and so is one to or from words that nobody
    has mapped: which way is not known. What was dropped and is taken up again has come further.
    """
    if before == NOT_REPORTED:
        return What.FIRST
    if before == after:
        return What.UNCHANGED
    if StatusCode.CANCELLED in {before, after}:
        return What.DROPPED if after == StatusCode.CANCELLED else What.ON
    stage_before, stage_after = _stage(before), _stage(after)
    if stage_before is None or stage_after is None or stage_before == stage_after:
        return What.UNCHANGED
    return What.ON if stage_after > stage_before else What.BACK


def silence(last_reported: date | None) -> str:
    """What is said in place of a change where nothing was reported, which is not «ingen endring».
    None where nothing ever was."""
    if last_reported is None:
        return "aldri rapportert"
    return f"ikke rapportert siden {last_reported:%d.%m.%Y}"


def _stage(code: str) -> int | None:
    return next((n for n, (_name, _label, codes) in enumerate(STAGES) if code in codes), None)
