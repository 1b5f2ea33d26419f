"""What the worker does when a round is closed, or a report comes later: the city's files."""

from django.tasks import task

from reporting.models import Round
from reporting.submission.city.making import left_behind, store_city_files


@task
def make_city_files(pk: int) -> None:
    """Make and store the reports of a closed round that are not there, and of those that a worker
    which died has left; of an open one, none."""
    for one in (*Round.objects.filter(pk=pk), *left_behind()):
        store_city_files(one)
