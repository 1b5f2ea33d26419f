"""What is done in the admin goes into the log of acts, as what is done on the pages does."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest

from ruspolitikk.accounts.models import (
    LoggedAct,
    Membership,
    Organisation,
    PersonSession,
    User,
    log_act,
)
from ruspolitikk.server import logs

Kind = LoggedAct.Kind
KINDS = {
    "plan": Kind.PLAN,
    "goal": Kind.GOAL,
    "strategy": Kind.GOAL,
    "measure": Kind.MEASURE,
    "item": Kind.MEASURE,
    "assignment": Kind.MEASURE,
    "responsible": Kind.PARTY,
    "theme": Kind.THEME,
    "membership": Kind.ROLE,
    "user": Kind.PERSON,
}
NOT_TOLD = frozenset({"standing", "password", "password1", "password2", "usable_password"})
ADDRESS, ANOTHER = "en adresse", "en annen adresse"


class LoggedAdmin(admin.ModelAdmin[Any]):
    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if change:
            for name in form.changed_data:
                if name not in NOT_TOLD:
                    before, after = _words(form, name)
                    write(request.user, form.instance, str(form.fields[name].label), before, after)
        else:
            write(request.user, form.instance, "Lagt til", "", _named(form.instance))
        for formset in formsets:
            for row in formset.new_objects:
                write(request.user, row, "Lagt til", "", _named(row))
            for row, fields in formset.changed_objects:
                write(request.user, row, f"Endret: {', '.join(fields)}", "", _named(row))
            for row in formset.deleted_objects:
                write(request.user, row, "Fjernet", _named(row), "")

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        with transaction.atomic():
            write(request.user, obj, "Slettet", _named(obj), "")
            super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        with transaction.atomic():
            for row in queryset:
                write(request.user, row, "Slettet", _named(row), "")
            super().delete_queryset(request, queryset)


def write(by: Any, row: Any, what: str, before: str, after: str) -> None:
    """What was done to a row; of a draft nothing, which is its own organisation's alone."""
    kind = KINDS.get(row._meta.model_name, Kind.OTHER)
    plan = row if kind == Kind.PLAN else _plan_of(row)
    if plan is not None and plan.is_draft:
        return
    owner = getattr(plan or row, "organisation", None)
    city = Organisation.objects.filter(kind=Organisation.Kind.CITY)
    person = row.user if isinstance(row, Membership) else row if isinstance(row, User) else None
    about = person or plan or row
    log_act(
        kind,
        about,
        what if about in {row, plan} or kind == Kind.ROLE else f"{row}: {what}",
        before,
        after,
        by=by,
        of=owner or city.get(),
        plan=plan.slug if plan else "",
        person=person,
    )
    if person and person != by:
        PersonSession.objects.of(person).end()  # what goes on under a role that was changed
    if person:
        logs.note(f"{kind.value} changed", of=person.pk, by=by.pk)


def _plan_of(row: Any) -> Any:
    return getattr(row, "plan", None) or getattr(getattr(row, "measure", None), "plan", None)


def _named(row: Any) -> str:
    """A person with the roles that go with them; a role as itself; anything else by its name."""
    if isinstance(row, User):
        roles = "; ".join(str(membership) for membership in row.memberships.all())
        return f"{row} ({roles or 'uten rolle'})"
    return str(row)


def _words(form: Any, name: str) -> tuple[str, str]:
    field = form.fields[name]
    before, after = form.get_initial_for_field(field, name), form.cleaned_data.get(name)
    if isinstance(field, forms.EmailField):
        return (ADDRESS if before else ""), (ANOTHER if after else "")
    return _in_words(field, before), _in_words(field, after)


def _in_words(field: Any, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Ja" if value else "Nei"
    if isinstance(field, forms.ModelMultipleChoiceField):
        return ", ".join(str(row) for row in value)
    if isinstance(field, forms.ModelChoiceField):
        rows: Any = field.queryset
        row = rows.filter(pk=value).first() if isinstance(value, int) else value
        return str(row or "")
    return str(dict(getattr(field, "choices", ())).get(value, value))
