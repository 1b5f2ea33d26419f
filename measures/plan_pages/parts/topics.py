"""The innsatsområder of a plan, each with its name and how many measures have it."""

from typing import Any, ClassVar

from django import forms
from django.db.models import Count
from django.forms.formsets import BaseFormSet, formset_factory

from measures.models import Measure
from measures.plan_pages.parts.ordering import rename_topics
from plans.models import Plan
from ruspolitikk.accounts.models import User
from ruspolitikk.fields import TOO_MANY_LINES, TextField, most_lines


class TopicForm(forms.Form):
    """Another name for an innsatsområde, on every measure that has it."""

    name = TextField(
        label="Innsatsområde",
        max_length=200,
        error_messages={"required": "Skriv hva innsatsområdet heter."},
    )
    before = TextField(widget=forms.HiddenInput, strip=False)


class TopicFormSet(BaseFormSet[TopicForm]):
    default_error_messages: ClassVar[Any] = {"too_many_forms": TOO_MANY_LINES}

    def __init__(self, plan: Plan, data: Any = None) -> None:
        self.plan = plan
        counted = (
            Measure.objects.filter(plan=plan)
            .exclude(topic="")
            .order_by("topic")
            .values_list("topic")
            .annotate(count=Count("pk"))
        )
        self.measures = dict(counted)
        initial = [{"name": topic, "before": topic} for topic in self.measures]
        self.max_num = self.absolute_max = most_lines(len(self.measures))
        super().__init__(data, initial=initial, prefix="innsats")

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return {"empty_permitted": False, "use_required_attribute": False}

    def add_fields(self, form: TopicForm, index: int | None) -> None:
        """The hint says how many measures have the topic that the line was opened on."""
        super().add_fields(form, index)
        count = self.measures.get(str(form["before"].value()))
        form.fields["name"].help_text = f"{count} tiltak" if count else ""

    def save(self, by: User) -> None:
        names = {form.cleaned_data["before"]: form.cleaned_data["name"] for form in self.forms}
        changed = {before: name for before, name in names.items() if before != name}
        if changed:
            rename_topics(self.plan, changed, by=by)


def topic_lines(plan: Plan, data: Any = None) -> TopicFormSet:
    made: Any = formset_factory(TopicForm, formset=TopicFormSet, extra=0)
    lines: TopicFormSet = made(plan, data)
    return lines
