"""The answers to the suggestions of one page: a form for each measure, sent together."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms

from measures.columns import city_label
from measures.likeness.suggesting import SuggestedPlan, SuggestedRow, Suggestion
from measures.likeness.texts import AT_MOST
from measures.models import Measure
from measures.models.not_answered import answer_suggestions
from plans.models import Plan
from ruspolitikk.accounts.models import User

YES, NO = "ja", "nei"
YES_OR_NO = ((YES, "Ja"), (NO, "Nei"))


@dataclass(frozen=True, slots=True)
class Question:
    """A suggestion with the name of its field, and what was answered."""

    suggestion: Suggestion
    name: str
    answer: str
    choices: ClassVar[tuple[tuple[str, str], ...]] = YES_OR_NO


class RowForm(forms.Form):
    """What a person says of one measure. Nothing is ticked beforehand."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    none = forms.BooleanField(required=False)
    other = forms.ChoiceField(
        required=False, error_messages={"invalid_choice": "Det finnes ikke i byens plan lenger."}
    )

    def __init__(self, row: SuggestedRow, citys: Mapping[str, Measure], data: Any = None) -> None:
        super().__init__(data, prefix=f"t{row.measure.pk}", initial={"seen": row.seen})
        self.row, self.citys = row, citys
        choices = [("", "Nei, ingen"), *((pk, city_label(city)) for pk, city in citys.items())]
        self.fields["other"].choices = choices  # type: ignore[attr-defined]
        for one in row.suggestions:
            self.fields[f"s{one.city.pk}"] = forms.ChoiceField(
                required=False,
                choices=YES_OR_NO,
                error_messages={"invalid_choice": "Velg ja eller nei."},
            )

    @property
    def questions(self) -> list[Question]:
        bound = ((one, self[f"s{one.city.pk}"]) for one in self.row.suggestions)
        return [Question(one, field.html_name, field.value() or "") for one, field in bound]

    @property
    def is_sent(self) -> bool:
        return self.add_prefix("seen") in self.data

    @property
    def is_overtaken(self) -> bool:
        """Somebody else answered for the measure after the form was opened."""
        return bool(self.said) and self.cleaned_data["seen"] != self.row.seen

    @property
    def said(self) -> dict[str, Any]:
        """What was answered, without what was left alone."""
        return {k: v for k, v in self.cleaned_data.items() if v and k != "seen"}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        says_yes = cleaned.get("other") or YES in cleaned.values()
        if cleaned.get("none") and says_yes:
            self.add_error("none", "Du har svart både ja og at det ikke svarer på byens plan.")
        return cleaned

    @property
    def yes(self) -> list[Measure]:
        chosen = [one.city for one in self.row.suggestions if self._is(one, YES)]
        other = self.citys.get(self.cleaned_data["other"])
        return [*chosen, *([other] if other and other not in chosen else [])]

    @property
    def no(self) -> list[Measure | None]:
        if self.cleaned_data["none"]:
            return [one.city for one in self.row.suggestions] or [None]
        return [one.city for one in self.row.suggestions if self._is(one, NO)]

    def _is(self, suggestion: Suggestion, answer: str) -> bool:
        return self.cleaned_data.get(f"s{suggestion.city.pk}") == answer


class SuggestionsForm:
    """The forms of all measures that were sent, or of those that are asked about."""

    def __init__(self, plan: Plan, suggested: SuggestedPlan, data: Any = None) -> None:
        self.plan = plan
        citys = {str(city.pk): city for city in suggested.citys}
        forms_of_rows = [RowForm(row, citys, data) for row in suggested.asked]
        self.by_measure = {form.row.measure.pk: form for form in forms_of_rows}
        self.sent = [form for form in forms_of_rows if data is not None and form.is_sent]

    def is_valid(self) -> bool:
        invalid = [form for form in self.sent if not form.is_valid()]
        return not invalid

    @property
    def overtaken(self) -> Sequence[Measure]:
        return [form.row.measure for form in self.sent if form.is_overtaken]

    def save(self, by: User) -> int:
        """Keep what is said of those that nobody else answered for; how many of them there are."""
        saved = [form for form in self.sent if form.said and not form.is_overtaken]
        yes: dict[Measure, list[Measure]] = {}
        for form in saved:
            for city in form.yes:
                yes.setdefault(city, []).append(form.row.measure)
        no = {form.row.measure: form.no for form in saved if form.no}
        answer_suggestions(self.plan, yes, no, by=by)
        return len(saved)


def questions_by_city(form: SuggestionsForm) -> dict[int, list[Question]]:
    """The same questions from the city's side: city measure id → the plan's measures that may
    answer it and are not gone through, the most alike first."""
    by_city: dict[int, list[Question]] = defaultdict(list)
    for one in form.by_measure.values():
        for question in one.questions if one.row.remains else ():
            if not question.suggestion.is_refused:
                by_city[question.suggestion.city.pk].append(question)
    for questions in by_city.values():
        questions.sort(key=lambda question: -question.suggestion.alike.likeness)
        del questions[AT_MOST:]
    return by_city
