"""Load the real plans from `fixtures/` and recompute what is derived from them."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import F

from measures.models import Deadline, Measure, Responsible, Risk, Status
from measures.models.adoption import keep_wording_of
from measures.stems import search_line
from plans.models import Plan
from ruspolitikk.wording import norwegian_key

FIXTURES = (
    "bydeler",
    "statusord",
    "oslo",
    "st-hanshaugen-2020",
    "grorud-2023",
    "ostensjo-2010",
    "ostensjo-2020",
    "nordstrand-2021",
)


class Command(BaseCommand):
    help = "Laster bydelene, byens plan, statusordene og de fem virkelige planene."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if Plan.objects.exists():
            raise CommandError("Det er planer her fra før, så ingenting er lastet.")
        call_command("loaddata", *FIXTURES, verbosity=0)
        refresh_derived()
        keep_wording_of(Plan.objects.adopted(), by=None)
        self.stdout.write(f"{Measure.objects.count()} tiltak er lastet.")


def refresh_derived() -> None:
    """Pointers, sort keys and search texts: fixtures hold none of them (loaddata saves raw)."""
    remarks = list(Status.objects.exclude(remark=""))
    for status in remarks:
        status.remark_words = search_line("", status.remark)
    Status.objects.bulk_update(remarks, ["remark_words"], batch_size=500)
    for entry in (Status, Risk, Deadline):
        entry.objects.update(ordered_at=F("recorded_at"))
    Measure.objects.all().point_at_newest()
    measures = list(Measure.objects.select_related("plan"))
    for measure in measures:
        measure.derive()
    Measure.objects.bulk_update(measures, Measure.DERIVED, batch_size=500)
    parties = list(Responsible.objects.all())
    for party in parties:
        party.name_key = norwegian_key(party.name)
    Responsible.objects.bulk_update(parties, ["name_key"], batch_size=500)
