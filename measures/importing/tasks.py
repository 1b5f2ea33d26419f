"""What the worker does: a document that takes long is read (`manage.py db_worker`)."""

from functools import partial
from io import BytesIO

from django.db.models import QuerySet
from django.tasks import task
from django.utils import timezone

from measures.importing.begun import understand
from measures.importing.document import Unreadable
from measures.importing.progress import Progress, Stopped
from measures.importing.readers.any_kind import read_document
from measures.importing.sentences import no_tables, not_whole
from measures.models import Reading


@task
def read_in(pk: int) -> None:
    """Read the file of a reading that waits for it, and tell how far that is.

    Of one that was discarded, or that another worker has read meanwhile, nothing is written.
    """
    reading = Reading.objects.filter(pk=pk, state=Reading.State.BEING_READ).first()
    if reading is None or reading.content is None:
        return
    Reading.objects.filter(pk=pk).update(pages_read=0, seen_at=timezone.now())
    name = reading.file_name
    try:
        document = read_document(BytesIO(reading.content), name, partial(_tell, pk))
        if not document.tables:
            raise Unreadable(no_tables(name))
        understand(reading, document)
    except Stopped:
        return
    except Unreadable as problem:
        _fail(pk, str(problem))
    except Exception:
        _fail(pk, not_whole(name))
        raise
    else:
        _waiting(pk).update(
            document=reading.document,
            layout=reading.layout,
            answers=reading.answers,
            state=reading.state,
        )


def _waiting(pk: int) -> QuerySet[Reading]:
    return Reading.objects.filter(pk=pk, state=Reading.State.BEING_READ)


def _tell(pk: int, progress: Progress) -> None:
    told = _waiting(pk).update(
        pages=progress.of,
        pages_read=progress.pages,
        pages_with_tables=progress.tables,
        seen_at=timezone.now(),
    )
    if not told:
        raise Stopped


def _fail(pk: int, sentence: str) -> None:
    _waiting(pk).update(state=Reading.State.FAILED, failure=sentence, content=None)
