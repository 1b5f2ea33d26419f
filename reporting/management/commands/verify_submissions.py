"""`manage.py verify_submissions`: are the sent reports as they were sent?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reporting.models import Submission
from reporting.submission.checking import faults


class Command(BaseCommand):
    help = (
        "Regner kontrollsummene av alle innsendinger på nytt, og sier hvilke rader som er endret."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(faults())
        for fault in found:
            places = ", ".join(map(str, fault.altered)) or "hodet, eller hvilke rader som er der"
            self.stdout.write(f"{fault.submission}: rad {places} er endret utenom systemet.")
        n = Submission.ever.count()
        if found:
            raise CommandError(f"{len(found)} av {n} innsendinger stemmer ikke.")
        self.stdout.write(f"Alle {n} innsendinger stemmer.")
