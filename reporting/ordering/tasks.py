"""What the worker does: a file that takes long is made (`manage.py db_worker`)."""

from typing import Any

from django.http import Http404, HttpRequest, QueryDict
from django.tasks import task
from django.urls import resolve
from django.utils import timezone

from reporting.models import OrderedFile
from reporting.models.ordered_file import drafts_shown_to, in_an_hour
from ruspolitikk.accounts.models import User


class OfTheWorker(HttpRequest):
    """The same address, asked for by the same person, where nobody waits for the answer."""

    def __init__(self, user: User, address: str) -> None:
        super().__init__()
        self.path, _question_mark, query = address.partition("?")
        self.method, self.user, self.GET = "GET", user, QueryDict(query)


@task
def make_ordered_file(pk: int) -> None:
    """Make a file that somebody waits for; one that is made already, or deleted, is left alone.

    It is made before anything is written, so that nobody's save waits; of two workers that make
    the same, the first one's stays.
    """
    waiting = OrderedFile.objects.waiting().filter(pk=pk)
    ordered = waiting.select_related("ordered_by").first()
    if ordered is None:
        return
    waiting.update(seen_at=timezone.now())
    user = ordered.ordered_by
    drafts = drafts_shown_to(user)
    try:
        answer = _answer(OfTheWorker(user, ordered.address))
        with answer.file_to_stream as file:
            content = file.read()
    except Http404:  # what it names is gone meanwhile, or no longer shown to this person
        waiting.update(has_failed=True)
        return
    except Exception:
        waiting.update(has_failed=True)
        raise
    waiting.update(
        name=answer.filename,
        content_type=answer["Content-Type"],
        content=content,
        drafts_of=drafts,
        made_at=timezone.now(),
        kept_until=in_an_hour(),
    )


def _answer(request: OfTheWorker) -> Any:
    """What the address answers."""
    view, args, kwargs = resolve(request.path)
    return view(request, *args, **kwargs)
