"""Delete documents that were read and never taken in, with their files, when their time is over.

What is too old is shown to nobody, and is deleted when the next document is uploaded. This is for
the bydeler where nobody uploads another. Where a worker reads (production), the tasks that it has
done are deleted too.
"""

from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from measures.models import Reading


class Command(BaseCommand):
    help = "Delete readings that were kept for their 30 days, and their files."

    def handle(self, *args: Any, **options: Any) -> None:
        Reading.objects.old(timezone.now()).delete()
        if apps.is_installed("django_tasks_db"):
            call_command("prune_db_task_results")
