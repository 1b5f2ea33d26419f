"""Ansvarlige: each bydel's register of the roles and units that its plans name."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from measures.models import Measure, PartyChange, PartyMergedError, Responsible
from measures.models.merging import merge_into
from measures.register.forms import MergeForm, PartyForm, StalePartyError, values_of
from measures.register.merges import merges_of
from measures.register.registers import registers
from plans.access import belongs_to, one_or_404
from plans.models import Plan
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.accounts.models import Organisation, User
from ruspolitikk.fields import fingerprint


@require_safe
def parties(request: AuthenticatedRequest) -> HttpResponse:
    bydeler = list(Organisation.objects.bydeler())
    slug = request.GET.get("bydel", "")
    chosen = [bydel for bydel in bydeler if bydel.slug == slug] if slug else _own(request.user)
    if slug and not chosen:
        raise Http404
    context = {
        "registers": registers(request.user, chosen, localdate()),
        "bydeler": bydeler,
        "chosen": chosen[0] if chosen else None,
    }
    return render(request, "measures/register/parties.html", context)


def _own(user: User) -> list[Organisation]:
    """The bydeler where this person holds a role, in the order of their numbers."""
    own = {m.organisation for m in user.held_roles if m.organisation.is_bydel}
    return sorted(own, key=lambda bydel: bydel.number or 0)


@require_http_methods(["GET", "HEAD", "POST"])
def add_party(request: AuthenticatedRequest) -> HttpResponse:
    slug = request.GET.get("bydel", "")
    bydel = next((one for one in _kept_by(request.user) if slug in ("", one.slug)), None)
    if bydel is None:
        raise PermissionDenied("Bare en redaktør for bydelen kan føre registeret.")
    form = PartyForm(bydel, request.POST or None)
    if form.is_bound and form.is_valid() and (party := form.save_by(request.user)):
        messages.success(request, f"Lagret. «{party.name}» står i registeret.")
        return redirect(_register_url(bydel))
    return render(request, "measures/register/party.html", {"form": form, "bydel": bydel})


def _kept_by(user: User) -> list[Organisation]:
    """The bydeler whose registers this person keeps."""
    return [bydel for bydel in Organisation.objects.bydeler() if user.may_act_for(bydel)]


@require_http_methods(["GET", "HEAD", "POST"])
def edit_party(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    party = visible_party(request.user, pk)
    if not party.is_editable_by(request.user):
        return _not_your_register(request, party.organisation)
    if party.merged_into is not None:
        return _merged_already(request, party, party.merged_into)
    form = PartyForm(party.organisation, request.POST or None, party=party)
    try:
        if form.is_bound and form.is_valid() and form.save_by(request.user):
            messages.success(request, "Lagret. Ordene som er trykt på tiltakene, er ikke endret.")
            return redirect("measures:party", party.pk)
    except StalePartyError:
        return _somebody_was_first(request, form)
    saved = Responsible.objects.get(pk=party.pk)  # the form has put what was typed into its own
    return render(request, "measures/register/party.html", _about(request, saved, form))


def _somebody_was_first(request: AuthenticatedRequest, form: PartyForm) -> HttpResponse:
    """Show both versions; the form keeps what was typed, and a second save is a choice."""
    saved = visible_party(request.user, form.instance.pk)
    retry = request.POST.copy()
    retry["standing"] = fingerprint(values_of(saved))
    again = PartyForm(saved.organisation, retry, party=visible_party(request.user, saved.pk))
    context = {**_about(request, saved, again), "differences": form.differences(saved)}
    return render(request, "measures/register/party.html", context, status=409)


def _about(request: AuthenticatedRequest, party: Responsible, form: PartyForm) -> dict[str, Any]:
    """What the page of a party tells beside its form."""
    return {
        "form": form,
        "bydel": party.organisation,
        "party": party,
        "changes": party.changes.filter(act=PartyChange.Act.RENAMED),
        "merges": (merges := merges_of(party, request.user)),
        "undoable": next((row.change for row in merges if row.may_be_undone), None),
        "plans": _plans_of(party),
    }


@dataclass(frozen=True, slots=True)
class NamingPlan:
    """A plan that names a party, and how many of its measures do; they are listed at `list_url`."""

    plan: Plan
    measures: int
    list_url: str


def _plans_of(party: Responsible) -> list[NamingPlan]:
    counted = Counter(measure.plan for measure in party.measures.select_related("plan"))
    plans = Plan.objects.filter(pk__in=[plan.pk for plan in counted]).in_order()
    everything = f"{reverse('measures:list')}?bydel={party.organisation.slug}"
    return [
        NamingPlan(plan, counted[plan], f"{everything}&plan={plan.slug}&ansvarlig={party.pk}")
        for plan in plans
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def merge_party(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Choose the other spelling, see what will happen, and only then do it."""
    party = visible_party(request.user, pk)
    if not party.is_editable_by(request.user):
        return _not_your_register(request, party.organisation)
    if party.merged_into is not None:
        return _merged_already(request, party, party.merged_into)
    is_post = request.method == "POST"
    form = MergeForm(party, request.POST if is_post else request.GET or None)
    other = form.cleaned_data["med"] if form.is_valid() else None
    if is_post and other:
        return _merge(request, party, other)
    context = {
        "form": form,
        "party": party,
        "bydel": party.organisation,
        "other": other,
        "measures": _passed_on(party, other) if other else [],
    }
    return render(request, "measures/register/merge.html", context)


def _merge(request: AuthenticatedRequest, party: Responsible, other: Responsible) -> HttpResponse:
    try:
        merge_into(party, other, by=request.user)
    except PartyMergedError:
        messages.error(request, "Noen andre har endret registeret. Se på det på nytt.")
        return redirect(_register_url(party.organisation))
    messages.success(request, f"«{party.name}» er nå en skrivemåte av «{other.name}».")
    return redirect("measures:party", other.pk)


@dataclass(frozen=True, slots=True)
class PassedOn:
    """A measure that gets the other party instead; or names both, and gets one."""

    measure: Measure
    names_both: bool


def _passed_on(party: Responsible, other: Responsible) -> list[PassedOn]:
    naming_other = set(other.measures.values_list("pk", flat=True))
    naming = Measure.objects.filter(responsibles=party)
    measures = naming.select_related("plan__organisation").in_order()
    return [PassedOn(measure, measure.pk in naming_other) for measure in measures]


def visible_party(user: User, pk: int) -> Responsible:
    parties = Responsible.objects.visible_to(user)
    party: Responsible = one_or_404(parties.select_related("organisation", "merged_into"), pk)
    return party


def _not_your_register(request: AuthenticatedRequest, bydel: Organisation) -> HttpResponse:
    heading = f"Dette registeret tilhører {bydel.full_name}"
    return belongs_to(request, bydel, heading, _register_url(bydel))


def _merged_already(
    request: AuthenticatedRequest, party: Responsible, into: Responsible
) -> HttpResponse:
    messages.info(request, f"«{party.name}» er slått sammen med «{into.name}».")
    return redirect("measures:party", into.pk)


def _register_url(bydel: Organisation) -> str:
    return f"{reverse('measures:parties')}?bydel={bydel.slug}"
