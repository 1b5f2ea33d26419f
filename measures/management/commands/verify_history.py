"""`manage.py verify_history`: is the history of each measure as it was sealed?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from measures.history_chain import broken_links, mark, mark_fits, unsealed
from measures.models import HistoryLink


class Command(BaseCommand):
    help = (
        "Regner kontrollsummene av tiltakenes historie på nytt, og sier hvilket ledd som er det "
        "første som ikke stemmer i hvert tiltak."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--known", metavar="MERKE", help="Et merke som ble skrevet opp en annen gang."
        )

    def handle(self, *args: Any, known: str | None, **options: Any) -> None:
        broken = list(broken_links())
        for each in broken:
            self.stdout.write(each.sentence)
        if known is not None and not self._fits(known):
            raise CommandError(f"Kjeden er ikke den som merket {known} ble laget av.")
        n = HistoryLink.objects.order_by().values("measure_pk").distinct().count()
        if broken:
            raise CommandError(f"Historien til {len(broken)} av {n} tiltak stemmer ikke.")
        self.stdout.write(f"Historien til alle {n} tiltak stemmer.")
        if waiting := unsealed():
            self.stdout.write(f"{waiting} rader er ikke forseglet ennå (manage.py seal_history).")
        if made := mark():
            self.stdout.write(f"Merke, til å skrive opp et annet sted: {made}")

    @staticmethod
    def _fits(known: str) -> bool:
        try:
            return mark_fits(known)
        except ValueError:
            raise CommandError(
                f"«{known}» er ikke et merke. Det er et tall, en bindestrek og 64 tegn."
            ) from None
