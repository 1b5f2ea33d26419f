"""What the worker does when a report is sent: its files are made (`manage.py db_worker`)."""

from django.tasks import task

from reporting.models import Submission
from reporting.submission.city.making import left_behind as rounds_left_behind
from reporting.submission.city.making import store_city_files
from reporting.submission.files.making import left_behind, store_files


@task
def make_files(pk: int) -> None:
    """Make and store the files of a submission, and all that a worker which died has left."""
    own = Submission.objects.select_related("round", "bydel").filter(pk=pk)
    for submission in (*own, *left_behind()):
        store_files(submission)
    for one in rounds_left_behind():
        store_city_files(one)
