"""«Send inn»: what a bydel says to the city with its report."""

from django import forms

from reporting.models import Submission
from ruspolitikk.fields import TextField

LONGEST_COMMENT = 400
"""Three lines: they are printed in the city's note."""


class SendForm(forms.Form):
    """`seen` are the marks of the rows on the page, `seen_comment` the sum of the summary that was
    saved when it was opened: of two who write, the second is told."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    seen_comment = forms.CharField(required=False, widget=forms.HiddenInput)
    comment = TextField(
        label="Bydelens oppsummering",
        required=False,
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=(
            "Tre linjer: hva går bra, hva hindrer dere, hva trenger dere? Alle som er logget inn, "
            "kan lese den. Ikke skriv navn på personer."
        ),
    )


LONGEST_POST = 2000


class ReadingForm(forms.Form):
    """What is written to the other side about a report, and what was seen when it was opened: the
    questions that were ready, and whether the report was received."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    read_as = forms.ChoiceField(
        choices=Submission.State.choices, required=False, widget=forms.HiddenInput
    )

    @property
    def what_was_read(self) -> dict[str, str]:
        """Of a form that is valid: what the acts are given."""
        return {name: self.cleaned_data[name] for name in ("seen", "read_as")}

    def clean_read_as(self) -> str:
        """Sent and not read, where nothing is told."""
        return self.cleaned_data["read_as"] or Submission.State.SENT


class QuestionForm(ReadingForm):
    """«Spør»: a question that waits until the report is returned. Blank takes it away."""

    text = TextField(
        label="Spørsmål til bydelen",
        required=False,
        max_length=LONGEST_POST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReturnForm(ReadingForm):
    words = TextField(
        label="Til bydelen",
        required=False,
        max_length=LONGEST_POST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PostForm(forms.Form):
    """An answer, or more words in a thread that is there."""

    text = TextField(
        max_length=LONGEST_POST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Skriv noe først."},
    )
