"""Delete what was typed, not saved, and kept for its hour; and sessions that are over.

What is too old is shown to nobody, and is deleted when anything else is kept. This is for the
nights when nothing is.
"""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from ruspolitikk.accounts.models import KeptForm


class Command(BaseCommand):
    help = "Delete texts that were kept for an hour, and sessions that are over."

    def handle(self, *args: Any, **options: Any) -> None:
        KeptForm.objects.old(timezone.now()).delete()
        call_command("clearsessions")
