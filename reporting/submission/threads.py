"""The questions of a round as a page shows them: a thread for each measure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reporting.models import QuestionPost, Submission
from reporting.submission.difference import FieldChange, Rows
from reporting.submission.files.cells import number_of
from ruspolitikk.accounts.models import Organisation, User


@dataclass(frozen=True, slots=True)
class Thread:
    """What was written about a measure in a round, the oldest first. `n` and `name` are as the
    report has them; `row` is what is said of it there, or would be said now."""

    measure_pk: int
    row: Any
    posts: Sequence[QuestionPost]
    changes: Sequence[FieldChange]

    @property
    def number(self) -> str:
        return number_of(self.row) if self.row else ""

    @property
    def is_answered(self) -> bool:
        return not self.posts[-1].from_city

    @property
    def anchor(self) -> str:
        return f"sporsmal-{self.measure_pk}"


def threads(
    submission: Submission, rows: Rows, reader: User, changes: Sequence[FieldChange] = ()
) -> list[Thread]:
    """Those of the report's round that a person may read, unanswered first; in one query.

    `rows` are the report's, as it was sent or would be now; `changes` what of it is new.
    """
    own = QuestionPost.objects.visible_to(reader).of(submission.round, submission.bydel)
    by_measure: dict[int, list[QuestionPost]] = {}
    for post in own:
        by_measure.setdefault(post.measure_pk, []).append(post)
    found = [
        Thread(pk, rows.get(pk), posts, [each for each in changes if each.measure_pk == pk])
        for pk, posts in by_measure.items()
    ]
    return sorted(found, key=lambda thread: thread.is_answered)


def may_write(user: User, bydel: Organisation) -> bool:
    """The city and the bydel, until the report is received."""
    return user.keeps_for_the_city or user.may_act_for(bydel)
