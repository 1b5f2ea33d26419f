"""What the worker does when a report is sent: its files are made (`manage.py db_worker`)."""

from django.tasks import task

from reporting.models import Submission
from reporting.submission.files.making import left_behind, store_files


@task
def make_files(pk: int) -> None:
    """Make and store the files of a submission, and of those that a worker which died has left."""
    own = Submission.objects.select_related("round", "bydel").filter(pk=pk)
    for submission in (*own, *left_behind()):
        store_files(submission)
