"""Publishing a closed round, taking it back, and judging what is pointed at: each one act, in one
transaction, with role and day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from plans.models.locking import locked
from reporting.models import Judgement, Publication, PublicationAct, PublishedFile, Round
from reporting.publication.document import document_of, files_of
from reporting.publication.gate import Finding, Gate, Remark, seal_of
from ruspolitikk.accounts.models import Organisation, User
from ruspolitikk.accounts.recorded import signed
from ruspolitikk.wording import address_word

Answer = Judgement.Answer


class NotClosedError(Exception):
    """The round is open, or nobody sent anything for it: there is nothing to publish."""


class NotClearedError(Exception):
    """Something that was pointed at is not judged, or something was judged, opened again or
    published after the page was opened; nothing was published."""


class PublishedAlreadyError(Exception):
    """It is public; `act` made it so, and nothing more was written."""

    def __init__(self, act: PublicationAct) -> None:
        super().__init__()
        self.act = act


class NotPublishedError(Exception):
    """It is not public, so there is nothing to take back; `act` is what was done last, if any."""

    def __init__(self, act: PublicationAct | None) -> None:
        super().__init__()
        self.act = act


def publish(one: Round, *, seen: str, by: User, today: date) -> PublicationAct:
    """Show a closed round in public, with the files that are made of it now, once.

    `seen` is the gate's seal on the page that the button stood on. Raises PublishedAlreadyError,
    NotClosedError, NotClearedError, GoneError. The files are made before anything is written, so
    that nobody's save waits.
    """
    gate = Gate.of(one)
    if (last := PublicationAct.objects.last_of(one)) and last.is_public:
        raise PublishedAlreadyError(last)
    if not one.is_closed or not gate.sent:
        raise NotClosedError
    if not gate.is_cleared or gate.seal != seen:
        raise NotClearedError
    stem = last.publication.slug if last else address_of(one)
    files = files_of(document_of(gate, today), stem)
    return _store(one, stem, files, seen=seen, by=by)


@transaction.atomic
def _store(
    one: Round, slug: str, files: list[PublishedFile], *, seen: str, by: User
) -> PublicationAct:
    # The round's row is the lock: who judges, opens again or publishes meanwhile is either in, or
    # finds it published.
    one = locked(one, Round.objects.all())
    if (last := PublicationAct.objects.last_of(one)) and last.is_public:
        raise PublishedAlreadyError(last)
    if seal_of(one) != seen:
        raise NotClearedError
    publication, _is_new = Publication.objects.get_or_create(round=one, defaults={"slug": slug})
    act: PublicationAct = PublicationAct.objects.create(
        publication=publication, kind=PublicationAct.Kind.PUBLISHED, **signed(by, _city())
    )
    for file in files:
        file.act = act
    PublishedFile.objects.bulk_create(files)
    return act


def address_of(one: Round) -> str:
    """«t2-2026», which its page is called for ever; of two rounds whose names give the same, the
    second has its number too."""
    slug = (address_word(one.name) or "runde")[:80].strip("-")
    taken = slug in RESERVED or Publication.objects.filter(slug=slug).exclude(round=one).exists()
    return f"{slug}-{one.pk}" if taken else slug


RESERVED = {"felter"}
"""Pages beside those of the rounds."""


@transaction.atomic
def take_back(one: Round, *, reason: str, by: User) -> PublicationAct:
    """Show a sentence in place of what was published. Raises NotPublishedError, GoneError."""
    one = locked(one, Round.objects.all())
    last = PublicationAct.objects.last_of(one)
    if last is None or not last.is_public:
        raise NotPublishedError(last)
    act: PublicationAct = PublicationAct.objects.create(
        publication=last.publication,
        kind=PublicationAct.Kind.TAKEN_BACK,
        reason=reason,
        **signed(by, _city()),
    )
    return act


@dataclass(frozen=True, slots=True)
class Verdict:
    """What somebody answers about a finding; a reason where it is let stand."""

    answer: Answer
    reason: str = ""

    def is_that_of(self, judgement: Judgement | None) -> bool:
        return judgement is not None and (judgement.answer, judgement.reason) == (
            self.answer,
            self.reason,
        )


@transaction.atomic
def judge(one: Round, verdicts: Iterable[tuple[Finding, Verdict]], *, by: User) -> int:
    """Append what is answered otherwise than before, and say how many they were."""
    locked(one, Round.objects.all())
    signature = signed(by, _city())
    new = [
        Judgement(
            submission=finding.report.submission,
            field=finding.field.key,
            group=finding.group,
            text=finding.text,
            marks=finding.marks,
            answer=verdict.answer,
            reason=verdict.reason,
            **signature,
        )
        for finding, verdict in verdicts
        if not verdict.is_that_of(finding.judgement)
    ]
    return len(Judgement.objects.bulk_create(new))


@transaction.atomic
def let_through(one: Round, chosen: Iterable[tuple[Remark, bool]], *, by: User) -> int:
    """Append which remarks are let through, and which are not any more; how many were changed."""
    locked(one, Round.objects.all())
    signature = signed(by, _city())
    new = [
        Judgement(
            submission=remark.report.submission,
            field="remark",
            group=Judgement.Group.REMARK,
            text=remark.text,
            answer=Answer.KEEP if is_chosen else Answer.OMIT,
            **signature,
        )
        for remark, is_chosen in chosen
        if is_chosen != remark.is_let_through
    ]
    return len(Judgement.objects.bulk_create(new))


def _city() -> Organisation:
    return Organisation.objects.get(kind=Organisation.Kind.CITY)
