"""The bydel's own summary, saved as one writes it and sent with the report."""

from django.db import transaction

from plans.models.locking import locked
from reporting.models import Round, SummaryDraft
from ruspolitikk.accounts.models import Organisation, User
from ruspolitikk.accounts.recorded import signed
from ruspolitikk.sums import sum_of


class OtherSummaryError(Exception):
    """A colleague saved another summary meanwhile; nothing was written. `text` is theirs."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


def saved_summary(one: Round, bydel: Organisation) -> SummaryDraft | None:
    """What is saved and not sent."""
    return SummaryDraft.objects.filter(round=one, bydel=bydel).first()


def mark_of(draft: SummaryDraft | None) -> str:
    """What a form holds of the summary that it was opened on; blank where none was saved."""
    return sum_of(draft.text) if draft else ""


@transaction.atomic
def keep_summary(
    one: Round, bydel: Organisation, text: str, *, seen: str, by: User
) -> SummaryDraft:
    """Save it, without sending. Raises OtherSummaryError where what is saved is neither what was
    seen nor the same."""
    locked(one, Round.objects)
    draft = saved_summary(one, bydel)
    if draft and draft.text != text and mark_of(draft) != seen:
        raise OtherSummaryError(draft.text)
    told = {"text": text, **signed(by, bydel)}
    kept, _is_new = SummaryDraft.objects.update_or_create(round=one, bydel=bydel, defaults=told)
    return kept
