"""«Varsler»: which mails somebody wants."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from reporting.mails.kinds import Choice, groups_for
from ruspolitikk.accounts.models import MailChoice, User
from ruspolitikk.accounts.outbox import take_back_unwanted


@dataclass(frozen=True, slots=True)
class ShownGroup:
    heading: str
    choices: Sequence[tuple[Choice, forms.BoundField]]


class ChoicesForm(forms.Form):
    """A box for each kind of mail that the person may get."""

    def __init__(self, user: User, data: Any = None) -> None:
        super().__init__(data)
        self.user = user
        self.groups = groups_for(user)
        chosen = dict(user.mail_choices.values_list("kind", "wanted"))
        for choice in self._choices():
            self.fields[choice.kind.key] = forms.BooleanField(
                label=choice.label,
                required=False,
                initial=chosen.get(choice.kind.key, choice.kind.unasked),
            )

    def _choices(self) -> list[Choice]:
        return [choice for group in self.groups for choice in group.choices]

    @property
    def shown_groups(self) -> list[ShownGroup]:
        return [
            ShownGroup(group.heading, [(choice, self[choice.kind.key]) for choice in group.choices])
            for group in self.groups
        ]

    def save(self) -> None:
        """What waits of a kind that is switched off is not sent."""
        off = [kind for kind, wanted in self.cleaned_data.items() if not wanted]
        take_back_unwanted(self.user, off)
        MailChoice.objects.bulk_create(
            (
                MailChoice(user=self.user, kind=kind, wanted=wanted)
                for kind, wanted in self.cleaned_data.items()
            ),
            update_conflicts=True,
            unique_fields=["user", "kind"],
            update_fields=["wanted"],
        )
