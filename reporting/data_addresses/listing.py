"""What can be read at a data address, as JSON. The names are kept: docs/sent-report.md."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q

from reporting.models import CityFile, Round, StoredFile, Submission

SCHEMA = 1
KINDS = ("csv", "json")
"""What programs read; the files for people are taken along by those who log in."""


type AddressOf = Callable[..., str]
"""The whole address of a page, by its name and what it is of."""


def listing(address: AddressOf) -> dict[str, Any]:
    """Each sent report and each report of a closed round, with its addresses; in three queries.
    Where a report's files are not made yet, its addresses are None."""
    return {
        "schema": SCHEMA,
        "reports": list(_reports(address)),
        "rounds": list(_rounds(address)),
    }


def _reports(address: AddressOf) -> Iterator[dict[str, Any]]:
    """The newest round first; each version by itself, since all of them stay."""
    files = StoredFile.objects.filter(submission=OuterRef("pk"), kind__in=KINDS)
    in_order = Submission.objects.annotate(is_made=Exists(files)).order_by(
        "-round__cut_off", "bydel__number", "-version"
    )
    for sent in in_order:
        head = sent.told
        yield {
            "round": head["round"],
            "cut_off": head["cut_off"],
            "bydel_number": head["bydel_number"],
            "bydel": head["bydel"],
            "version": sent.version,
            "state": sent.state,
            "sent_at": sent.recorded_at.isoformat(timespec="seconds"),
            "sha256": sent.sha256,
            "files_are_made": sent.is_made,
            **{
                kind: address("report-data", sent.pk, kind) if sent.is_made else None
                for kind in KINDS
            },
        }


def _rounds(address: AddressOf) -> Iterator[dict[str, Any]]:
    """The newest round first, and of each its reports, the newest first (`numbers_of`)."""
    files = CityFile.objects.filter(kind__in=KINDS).values_list("round", "number")
    made = set(files.distinct())
    had = Submission.ever.when_closed().filter(round=OuterRef("pk"))
    later = Count("submissions", filter=Q(submissions__recorded_at__gt=F("closed_at")))
    closed: Any = Round.objects.filter(Exists(had), closed_at__isnull=False).annotate(later=later)
    for one in closed.order_by("-cut_off"):
        for number in range(one.later + 1, 0, -1):
            is_made = (one.pk, number) in made
            yield {
                "round": one.name,
                "cut_off": one.cut_off.isoformat(),
                "closed_at": one.closed_at.isoformat(timespec="seconds"),
                "number": number,
                "files_are_made": is_made,
                **{
                    kind: address("round-data", one.pk, number, kind) if is_made else None
                    for kind in KINDS
                },
            }
