"""`manage.py seal_history`: what was written in the histories since the last time is sealed."""

from typing import Any

from django.core.management.base import BaseCommand

from measures.history_chain import seal_all


class Command(BaseCommand):
    help = (
        "Forsegler det som er nytt i tiltakenes historie, så `verify_history` kan si om noe er "
        "endret siden. Kjøres hver natt, eller oftere."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{seal_all()} rader er forseglet.")
