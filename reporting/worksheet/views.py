"""«Hent arbeidsark»: an Excel sheet that is filled in without logging in, also without a network.

It comes back by «Les inn plan» (`measures.importing.worksheet`).
"""

from dataclasses import replace
from datetime import date
from typing import IO
from zipfile import ZIP_STORED, ZipFile

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, localtime, now
from django.views.decorators.http import require_safe

from measures.rounds import proposed_day_of
from plans.access import not_your_plan, visible_plan
from plans.models import Plan
from reporting.files.downloads import attachment, name_of_file, written
from reporting.files.xlsx.text import unique_name
from reporting.models import Round
from reporting.worksheet.book import Fetched, worksheet_file
from reporting.worksheet.forms import ALL, EACH, PARTY, FetchForm, measures_for
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.accounts.models import User

ZIP = "application/zip"
WITHOUT_PARTY = "Uten ansvarlig"
MAX_NAME = 180


@require_safe
def fetch(request: AuthenticatedRequest) -> HttpResponse | FileResponse:
    today = localdate()
    plans = plans_for(request.user, today)
    if not plans:
        raise PermissionDenied(
            "Arbeidsark hentes av dem som rapporterer på tiltak. Ingen plan er din å rapportere på."
        )
    slug = request.GET.get("plan", "")
    plan = next((one for one in plans if slug in ("", one.slug)), None)
    if plan is None:
        return not_your_plan(request, visible_plan(request.user, slug))
    is_asked = "hvem" in request.GET
    per, of_round = _proposed(request.user, plan, today)
    initial = {
        "plan": plan.slug,
        "hvem": PARTY if "ansvarlig" in request.GET else ALL,
        "ansvarlig": request.GET.get("ansvarlig"),
        "per": per,
    }
    form = FetchForm(request.user, plans, plan, request.GET if is_asked else None, initial=initial)
    form.fields["per"].help_text = f"{of_round} Kan endres i arket." if of_round else ""
    if form.is_bound and form.is_valid():
        return _answer(request.user, plan, form)
    takes_in = request.user.may_act_for(plan.organisation)
    context = {"form": form, "plan": plan, "takes_in": takes_in}
    return render(request, "reporting/worksheet/fetch.html", context)


def _proposed(user: User, plan: Plan, today: date) -> tuple[date, str]:
    """The day that the answers are taken to be about, and of which round: the one that the bydel is
    to send for, else the next; today where there is none."""
    if proposed := proposed_day_of(measures_for(user, plan), today):
        return proposed.on, str(proposed)
    upcoming = Round.objects.next_from(today)
    return (upcoming.cut_off, f"{upcoming}.") if upcoming else (today, "")


def plans_for(user: User, today: date) -> list[Plan]:
    """Those that a person reports on, the one that counts first: of the bydeler that count today,
    and all of the own bydel."""
    own = Plan.objects.visible_to(user).local().in_order()
    in_force = set(Plan.objects.in_force(today).values_list("pk", flat=True))
    plans = [
        plan
        for plan in own
        if user.may_act_for(plan.organisation)
        or (plan.pk in in_force and plan.organisation_id in user.reports_for_ids)
    ]
    return sorted(plans, key=lambda plan: plan.pk not in in_force)


def _answer(user: User, plan: Plan, form: FetchForm) -> FileResponse:
    fetched = Fetched(
        plan, "", form.cleaned_data["per"], user.recorded_as(plan.organisation), now()
    )
    if form.cleaned_data["hvem"] == EACH:
        return attachment(_zipped(fetched, form), _name(fetched, "zip"), ZIP)
    if form.cleaned_data["hvem"] == PARTY:
        party = form.cleaned_data["ansvarlig"]
        fetched = replace(fetched, whose=party.name)
        file = worksheet_file(fetched, form.measures.filter(responsibles=party))
    else:
        file = worksheet_file(fetched, form.measures)
    return attachment(file, _name(fetched, "xlsx"))


def _zipped(fetched: Fetched, form: FetchForm) -> IO[bytes]:
    """A sheet for each responsible party, and one of what nobody is responsible for, if any."""
    parties = [(party.name, form.measures.filter(responsibles=party)) for party in form.parties]
    rest = form.measures.filter(responsibles=None)
    if rest.exists():
        parties.append((WITHOUT_PARTY, rest))

    def write(file: IO[bytes]) -> None:
        taken: set[str] = set()
        with ZipFile(file, "w", ZIP_STORED) as archive:
            for whose, measures in parties:
                one = replace(fetched, whose=whose)
                name = unique_name(_name(one, ""), taken, MAX_NAME, "-{}")
                with worksheet_file(one, measures) as sheet:
                    archive.writestr(f"{name}.xlsx", sheet.read())

    return written(write)


def _name(fetched: Fetched, ending: str) -> str:
    which = [fetched.plan.slug, *([fetched.whose] if fetched.whose else ())]
    name = name_of_file("arbeidsark", which, localtime(fetched.made_at).date())
    return f"{name}.{ending}" if ending else name
