"""«Logg over handlinger»: what was done that is no history of a measure, and by whom."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.accounts.models import LoggedAct

ROWS_A_PAGE = 50


class ActFilter(forms.Form):
    """Which of the acts are shown; what no act has is told, and then all are."""

    plan = forms.ChoiceField(label="Plan", required=False)
    type = forms.ChoiceField(label="Type", required=False)
    hvem = forms.ChoiceField(label="Hvem", required=False)

    def __init__(self, acts: Any, data: Any) -> None:
        super().__init__(data)
        plans = acts.exclude(plan="").order_by("plan").values_list("plan", flat=True).distinct()
        choices: Any = self.fields
        choices["plan"].choices = [("", "Alle planer"), *((slug, slug) for slug in plans)]
        choices["type"].choices = [("", "Alle typer"), *LoggedAct.Kind.choices]
        people = acts.exclude(by_id=None).order_by("by_name").values_list("by_id", "by_name")
        choices["hvem"].choices = [("", "Alle"), *dict(people.distinct()).items()]

    def narrow(self, acts: Any) -> Any:
        if not self.is_valid():
            return acts
        cleaned = self.cleaned_data
        chosen = {"plan": cleaned["plan"], "kind": cleaned["type"], "by_id": cleaned["hvem"]}
        return acts.filter(**{name: value for name, value in chosen.items() if value})


@require_safe
def acts(request: AuthenticatedRequest) -> HttpResponse:
    if not (request.user.keeps_for_the_city or request.user.acts_for_ids):
        raise PermissionDenied("Loggen leses av byadministrator, og av redaktører for sin bydel.")
    visible = LoggedAct.objects.visible_to(request.user)
    chosen = ActFilter(visible, request.GET)
    shown = chosen.narrow(visible).select_related("organisation")
    page = Paginator(shown, ROWS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/acts.html", {"form": chosen, "page": page})
