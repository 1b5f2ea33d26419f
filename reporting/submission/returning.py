"""The city reads what was sent: it asks, and returns it, or receives it; both write on till then.
While the round is open, it may ask for a new version of what it has received.

Each act waits for the round's row, as sending does, so that of two at once the second sees what the
first did, and is told.
"""

from collections.abc import Iterable

from django.db import transaction
from django.utils.timezone import now

from plans.models.locking import locked
from reporting.mails.report_letters import answered, asked_more, received, returned
from reporting.models import QuestionDraft, QuestionPost, Round, StateChange, Submission
from ruspolitikk.accounts.models import Organisation, User
from ruspolitikk.accounts.outbox import write
from ruspolitikk.accounts.recorded import signed
from ruspolitikk.sums import sum_of

MAY_BE_ASKED_ABOUT = (Submission.State.SENT, Submission.State.RECEIVED)


class HandledError(Exception):
    """The version is not as it was when it was read, and nothing was written; `newest` is the
    bydel's newest version as it is now."""

    def __init__(self, newest: Submission) -> None:
        super().__init__()
        self.newest = newest


class OtherQuestionsError(Exception):
    """The questions that are ready are not those that were seen, and nothing was written."""


class ClosedRoundError(Exception):
    """The round is closed, so the bydel could not send again; nothing was written."""


class NothingAskedError(Exception):
    """No question is ready, so there is nothing to return the report with."""


def seal_of(drafts: Iterable[QuestionDraft]) -> str:
    """What a form was opened on: the questions that were ready."""
    ordered = sorted(drafts, key=lambda draft: draft.measure_pk)
    return sum_of("\n".join(f"{each.measure_pk} {each.text}" for each in ordered))


@transaction.atomic
def keep_question(
    submission: Submission,
    measure_pk: int,
    text: str,
    *,
    seen: str,
    by: User,
    read_as: str = Submission.State.SENT,
) -> None:
    """Make a question ready, or take it away where it is blank; the bydel is told nothing yet.

    `seen` is the sum of the question as it was when the form was opened, blank for none, and
    `read_as` the state of the report then. Raises HandledError, OtherQuestionsError where a
    colleague wrote another one meanwhile, and ClosedRoundError where it was received.
    """
    own = _as_read(submission, read_as)
    if own.round.is_closed and read_as == Submission.State.RECEIVED:
        raise ClosedRoundError
    draft = own.drafts.filter(measure_pk=measure_pk).first()
    stands = draft.text if draft else ""
    if stands != text and (sum_of(stands) if stands else "") != seen:
        raise OtherQuestionsError
    if draft:
        draft.delete()
    if text:
        signature = signed(by, _city())
        QuestionDraft.objects.create(submission=own, measure_pk=measure_pk, text=text, **signature)


@transaction.atomic
def give_back(
    submission: Submission,
    words: str,
    *,
    seen: str,
    by: User,
    read_as: str = Submission.State.SENT,
) -> int:
    """Return a version with the questions that are ready, and say how many they are; one that was
    received, too, while its round is open.

    `seen` is the seal of those that were ready on the page, `read_as` the state of the report then.
    Raises HandledError, OtherQuestionsError, NothingAskedError and ClosedRoundError.
    """
    own = _as_read(submission, read_as)
    if own.round.is_closed:
        raise ClosedRoundError
    drafts = _drafts_as_seen(own, seen)
    if not drafts:
        raise NothingAskedError
    signature = signed(by, _city())
    QuestionPost.objects.bulk_create(
        QuestionPost(
            submission=own,
            measure_pk=each.measure_pk,
            from_city=True,
            text=each.text,
            **signature,
        )
        for each in drafts
    )
    _turn(own, Submission.State.RETURNED, words, by)
    write(returned(own, len(drafts)))
    return len(drafts)


@transaction.atomic
def receive(submission: Submission, *, seen: str, by: User) -> None:
    """Receive a version; questions that were ready and never sent are dropped.

    Raises HandledError and OtherQuestionsError.
    """
    own = _as_read(submission, Submission.State.SENT)
    _drafts_as_seen(own, seen)
    _turn(own, Submission.State.RECEIVED, "", by)
    write(received(own))


@transaction.atomic
def write_on(submission: Submission, measure_pk: int, text: str, *, by: User) -> QuestionPost:
    """Append to a thread that is there, for the side that the person is on; a second click appends
    nothing. Raises HandledError where the report is received."""
    one = locked(submission.round, Round.objects)
    newest = Submission.objects.of(one, submission.bydel)[0]
    if newest.state == Submission.State.RECEIVED:
        raise HandledError(newest)
    from_city = not by.may_act_for(submission.bydel)
    thread = QuestionPost.objects.of(one, submission.bydel).filter(measure_pk=measure_pk)
    last = thread.last()
    if last and (last.text, last.from_city) == (text, from_city):
        return last
    post: QuestionPost = QuestionPost.objects.create(
        submission=newest,
        measure_pk=measure_pk,
        from_city=from_city,
        text=text,
        **signed(by, _city() if from_city else submission.bydel),
    )
    write(asked_more(newest, now()) if from_city else answered(one, now()))
    return post


def _as_read(submission: Submission, read_as: str) -> Submission:
    """The version as it is now, where it is the newest and in the state that it was read in: nobody
    has returned it, or received it meanwhile."""
    one = locked(submission.round, Round.objects)
    newest: Submission = Submission.objects.of(one, submission.bydel)[0]
    is_as_read = newest.pk == submission.pk and newest.state == read_as
    if not is_as_read or read_as not in MAY_BE_ASKED_ABOUT:
        raise HandledError(newest)
    newest.round = one
    return newest


def _drafts_as_seen(own: Submission, seen: str) -> list[QuestionDraft]:
    drafts = list(own.drafts.all())
    if seal_of(drafts) != seen:
        raise OtherQuestionsError
    return drafts


def _turn(own: Submission, state: Submission.State, words: str, by: User) -> None:
    own.drafts.all().delete()
    own.state = state
    own.save(update_fields=["state"])
    StateChange.objects.create(submission=own, state=state, words=words, **signed(by, _city()))


def _city() -> Organisation:
    return Organisation.objects.get(kind=Organisation.Kind.CITY)
