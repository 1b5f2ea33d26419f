"""The chain of checksums of each measure's history: sealing it, and taking every sum again.

`manage.py seal_history` appends a link for each row that has none, of the measures of adopted
plans; what is deleted in a draft was never sealed. It runs beside the saves and not in them: a
save has a budget, and rows that a bulk insert, a fixture or an older version of the code wrote are
sealed all the same. What is changed between a save and the next sealing is not found.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import batched, groupby
from operator import attrgetter
from typing import Any

from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localtime

from measures.models import (
    AdoptedWording,
    Deadline,
    Dismissal,
    Edit,
    HistoryLink,
    ItemChange,
    Measure,
    Misfiling,
    Risk,
    Status,
    Withdrawal,
)
from measures.vocabulary import StatusCode, label_for, shown_code
from plans.models import Deletion, GoneError, Plan, PlanChange, locked, locked_by_id
from ruspolitikk.accounts.models import Organisation
from ruspolitikk.sums import canonical, sum_of

AT_A_TIME = 200
CLOCKS_DIFFER = timedelta(days=1)
"""A row recorded so long before its measure was last sealed, and not sealed then, was not there."""

SIGNATURE = ("recorded_at", "recorded_by_id", "recorded_as")
ENTRY = (
    *("applies_on", "date_is_assumed", "ordered_at", "corrects_id", "words"),
    *("act_id", "act__kind", "act__reason", *SIGNATURE),
)
NEVER_CHANGED: dict[type[models.Model], tuple[str, ...]] = {
    Status: (*ENTRY, "code", "remark"),
    Risk: (*ENTRY, "level"),
    Deadline: (*(*ENTRY, "kind", "due_on", "starts_on", "recurrence", "days", "month", "reason"),),
    Withdrawal: ("status_id", "risk_id", "deadline_id", "reason", *SIGNATURE),
    Edit: ("part", "before", "after", "reason", *SIGNATURE),
    ItemChange: ("item_id", "act", "text", "new_text", "applies_on", *SIGNATURE),
    Misfiling: ("act", "reason", *SIGNATURE),
    Dismissal: ("kind", "facts", "act", "reason", *SIGNATURE),
    AdoptedWording: (
        *("code", "title", "text", "goal_text", "topic", "responsible_text", "items"),
        *SIGNATURE,
    ),
}
"""The columns that the sums are taken of, with the measure and the row's own id. They are named one
by one, since a column that is added later must not change what was sealed. A status's code alone
may change, by a mapping (`_is_by_a_mapping`); what a search is made from is left out."""
KINDS: dict[str, type[models.Model]] = {str(kind._meta.model_name): kind for kind in NEVER_CHANGED}
IN_WORDS: dict[type[models.Model], str] = {
    Status: "rapporten",
    Risk: "risikoen",
    Deadline: "fristen",
    Withdrawal: "tilbaketrekkingen",
    Edit: "endringen",
    ItemChange: "endringen av et delpunkt",
    Misfiling: "feilføringen",
    Dismissal: "det avviste varselet",
    AdoptedWording: "den vedtatte ordlyden",
}

type Row = Mapping[str, Any]
"""The columns of one row that never change, with `pk`, `measure_id`, and as `row` its kind."""


def rows_of(kind: str, rows: Any) -> Iterator[Row]:
    """Of a queryset of that kind."""
    names = ("pk", "measure_id", *NEVER_CHANGED[KINDS[kind]])
    for values in rows.order_by("pk").values_list(*names):
        yield {"row": kind, **dict(zip(names, values, strict=True))}


def sum_after(before: str, row: Row) -> str:
    """The sum of a link, by that of the link before it; blank before the first."""
    return sum_of(f"{before}\n{canonical({key: _written(row[key]) for key in row})}")


def _written(value: Any) -> Any:
    """Moments in UTC, whatever the database gives them in; days as YYYY-MM-DD."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value


# --- Sealing --------------------------------------------------------------------------------------


def seal_all() -> int:
    """Seal what no link tells of yet; how many rows. One plan is one transaction."""
    plans: set[int] = set()
    for kind in KINDS:
        plans.update(_unsealed(kind).order_by().values_list("measure__plan", flat=True).distinct())
    return sum(seal(plan) for plan in Plan.ever.filter(pk__in=plans).order_by("pk"))


def unsealed() -> int:
    """How many rows no link tells of yet."""
    return sum(_unsealed(kind).count() for kind in KINDS)


@transaction.atomic
def seal(plan: Plan) -> int:
    """The same of one plan; nothing where it is a draft (again) or is gone."""
    # One at a time, so that the ids of the links stand in the order that they came to be.
    locked_by_id(Organisation.objects.filter(kind=Organisation.Kind.CITY))
    try:
        own = locked(plan, Plan.ever.adopted())
    except GoneError:
        return 0
    rows = [
        row for kind in KINDS for row in rows_of(kind, _unsealed(kind).filter(measure__plan=own))
    ]
    rows.sort(key=lambda row: (row["measure_id"], row["recorded_at"]))  # then as KINDS stand
    ends = _ends({row["measure_id"] for row in rows})
    now, links = timezone.now(), []
    for row in rows:
        n, before = ends.get(row["measure_id"], (0, ""))
        links.append(
            HistoryLink(
                measure_pk=row["measure_id"],
                n=n + 1,
                kind=row["row"],
                row_pk=row["pk"],
                sha256=sum_after(before, row),
                sealed_at=now,
            )
        )
        ends[row["measure_id"]] = (n + 1, links[-1].sha256)
    HistoryLink.objects.bulk_create(links, batch_size=AT_A_TIME)
    return len(links)


def _unsealed(kind: str) -> Any:
    sealed = HistoryLink.objects.filter(kind=kind, row_pk=OuterRef("pk"))
    rows = KINDS[kind]._default_manager.filter(measure__plan__state=Plan.State.ADOPTED)
    return rows.filter(~Exists(sealed))


def _ends(measures: Collection[int]) -> dict[int, tuple[int, str]]:
    """The number and the sum of each measure's last link."""
    links = HistoryLink.objects.filter(measure_pk__in=measures).order_by("measure_pk", "n")
    return {pk: (n, sha256) for pk, n, sha256 in links.values_list("measure_pk", "n", "sha256")}


# --- Taking every sum again -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """The first link of a measure that does not fit, and what is wrong, in a sentence."""

    measure_pk: int
    n: int
    sentence: str


def broken_links() -> Iterator[BrokenLink]:
    """The first of each measure whose history is not as it was sealed."""
    measures = HistoryLink.objects.order_by("measure_pk").values_list("measure_pk", flat=True)
    for some in batched(measures.distinct(), AT_A_TIME, strict=False):
        links = HistoryLink.objects.filter(measure_pk__in=some).order_by("measure_pk", "n")
        history = _History.of(some)
        for pk, own in groupby(links, attrgetter("measure_pk")):
            if broken := history.first_broken(pk, list(own)):
                yield broken


@dataclass(frozen=True, slots=True)
class _History:
    """Of some measures, as it stands: their rows, by kind and id."""

    measures: Mapping[int, Measure]
    rows: Mapping[tuple[str, int], Row]
    deleted: Collection[str]
    """The addresses of those that were deleted as drafts."""

    @classmethod
    def of(cls, measures: Sequence[int]) -> "_History":
        rows = {
            (kind, row["pk"]): row
            for kind, model in KINDS.items()
            for row in rows_of(kind, model._default_manager.filter(measure__in=measures))
        }
        found = Measure.ever.select_related("plan__organisation").in_bulk(measures)
        gone = [_address(pk) for pk in measures if pk not in found]
        deleted = Deletion.objects.filter(address__in=gone).values_list("address", flat=True)
        return cls(found, rows, set(deleted))

    def first_broken(self, measure_pk: int, links: Sequence[HistoryLink]) -> BrokenLink | None:
        measure = self.measures.get(measure_pk)
        if measure is None:
            if _address(measure_pk) in self.deleted:
                return None
            whole = f"Tiltak {measure_pk} er fjernet utenom systemet, med hele historien."
            return BrokenLink(measure_pk, 1, whole)
        end, last, run_before = "", None, None
        for n, link in enumerate(links, start=1):
            if last and last.sealed_at < link.sealed_at:
                run_before = last.sealed_at
            if problem := self._problem_of(link, n, end, run_before):
                where = f"{measure.plan}, tiltak {measure.number}, ledd {n}"
                return BrokenLink(measure_pk, n, f"{where}: {problem}")
            end, last = link.sha256, link
        return None

    def _problem_of(self, link: HistoryLink, n: int, end: str, run_before: datetime | None) -> str:
        """What does not fit, in a sentence; blank where all does. `end` is the sum of the link
        before, `run_before` when this measure was sealed the time before."""
        if link.n != n:
            return "leddet i kjeden er fjernet utenom systemet."
        what = f"{IN_WORDS[KINDS[link.kind]]} (rad {link.row_pk})"
        row = self.rows.get((link.kind, link.row_pk))
        if row is None:
            if KINDS[link.kind] is AdoptedWording and _is_adopted_anew(link):
                return ""
            return f"{what}, forseglet {_day(link.sealed_at)}, er fjernet utenom systemet."
        what = f"{what}, registrert {_day(row['recorded_at'])},"
        if run_before and row["recorded_at"] < run_before - CLOCKS_DIFFER:
            return (
                f"{what} var der ikke da historien ble forseglet {_day(run_before)}. Raden er satt "
                "inn utenom systemet, eller klokka gikk feil."
            )
        if sum_after(end, row) == link.sha256:
            return ""
        if KINDS[link.kind] is Status and (was := _code_when_sealed(end, row, link)):
            if _is_by_a_mapping(row):
                return ""
            now = label_for(shown_code(row["code"]))
            return f"{what} har fått koden endret fra «{was}» til «{now}» utenom systemet."
        return f"{what} eller leddet før, er endret utenom systemet."


def _code_when_sealed(end: str, row: Row, link: HistoryLink) -> str:
    """The label of the code that makes the sum fit; blank where none does."""
    codes = (None, *StatusCode.values)
    fitting = (code for code in codes if sum_after(end, {**row, "code": code}) == link.sha256)
    return next((label_for(shown_code(code)) for code in fitting), "")


def _is_by_a_mapping(row: Row) -> bool:
    """Whether a status's code is what a mapping gave it, or took from it (domain.md, «Status
    words»)."""
    mapping = Status.objects.select_related("mapping__withdrawal").get(pk=row["pk"]).mapping
    if mapping is None:
        return False
    return bool(row["code"] == (None if mapping.is_withdrawn else mapping.code))


def _is_adopted_anew(link: HistoryLink) -> bool:
    """Whether the adoption that a wording was kept for was withdrawn since."""
    withdrawn = PlanChange.objects.filter(
        plan__measures=link.measure_pk, part=PlanChange.Part.ADOPTION, after=""
    )
    return withdrawn.filter(recorded_at__gte=link.sealed_at).exists()


def _address(measure_pk: int) -> str:
    return reverse("measures:measure", args=[measure_pk])


def _day(moment: datetime) -> str:
    return f"{localtime(moment):%d.%m.%Y}"


# --- A mark to keep somewhere else ----------------------------------------------------------------


def mark() -> str:
    """«1234-…»: the last link's id, and a sum of all until it; blank where nothing is sealed. Who
    can write in the database can write a chain anew, but not a mark that is kept elsewhere."""
    last = HistoryLink.objects.order_by("-pk").values_list("pk", flat=True).first()
    return f"{last}-{_sum_until(last)}" if last else ""


def mark_fits(known: str) -> bool:
    """Whether the links until the one that a mark names are those that it was made of. Raises
    ValueError where it is no mark."""
    last, _, sha256 = known.strip().partition("-")
    return _sum_until(int(last)) == sha256


def _sum_until(last: int) -> str:
    links = HistoryLink.objects.filter(pk__lte=last).order_by("pk")
    sums = links.values_list("pk", "sha256").iterator()
    return sum_of("\n".join(f"{pk} {sha256}" for pk, sha256 in sums))
