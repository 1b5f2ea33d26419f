"""Delete files that a worker made for somebody, when their hour is over.

What is too old is shown to nobody, and is deleted when another is asked for. This is for the nights
when none is.
"""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from reporting.models import OrderedFile


class Command(BaseCommand):
    help = "Delete files that were made for somebody and kept for an hour."

    def handle(self, *args: Any, **options: Any) -> None:
        OrderedFile.objects.old(timezone.now()).delete()
