"""`manage.py verify_submissions`: are the sent reports, and the files, as they were?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reporting.models import Submission
from reporting.submission.checking import STORED, altered_files, faults
from ruspolitikk.wording import listed, plural


class Command(BaseCommand):
    help = (
        "Regner kontrollsummene av alle innsendinger og filene deres, byens filer og det som "
        "er publisert, på nytt, og sier hvilke rader og filer som er endret."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(faults())
        for fault in found:
            self.stdout.write(f"{fault.submission}: {fault.in_words} er endret utenom systemet.")
        files = [file.name for file in altered_files()]
        for name in files:
            self.stdout.write(f"{name}: filen er endret utenom systemet.")
        n, n_files = Submission.ever.count(), sum(of._default_manager.count() for of in STORED)
        broken = [f"{len(found)} av {n} innsendinger"] if found else []
        broken += [f"{len(files)} av {n_files} filer"] if files else []
        if broken:
            raise CommandError(f"{listed(broken)} stemmer ikke.")
        submissions = f"{n} {plural(n, 'innsending', 'innsendinger')}"
        self.stdout.write(f"{submissions} og {n_files} {plural(n_files, 'fil', 'filer')} stemmer.")
