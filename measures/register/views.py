"""Ansvarlige: each bydel's register of the roles and units that its plans name."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Prefetch, Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from measures.filters import IN_FORCE
from measures.models import Measure, PartyChange, PartyMergedError, Responsible
from measures.models.responsible import likely_twins
from measures.register.forms import MergeForm, PartyForm
from plans.access import belongs_to, one_or_404
from plans.models import Plan
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.accounts.models import Organisation, User


@dataclass(frozen=True, slots=True)
class Register:
    """One bydel's parties; `twins` are pairs (the likely double, the one that is used more)."""

    bydel: Organisation
    parties: Sequence[Responsible]
    twins: Sequence[tuple[Responsible, Responsible]]
    may_edit: bool

    @property
    def list_url(self) -> str:
        """The list of tiltak in the plan that counts; a party's id is added to it."""
        return f"{reverse('measures:list')}?bydel={self.bydel.slug}&plan={IN_FORCE}&ansvarlig="


@require_safe
def parties(request: AuthenticatedRequest) -> HttpResponse:
    bydeler = list(Organisation.objects.bydeler())
    shown = _asked(request, bydeler) if request.GET.get("bydel") else _own(request.user)
    context = {
        "registers": registers(request.user, shown, localdate()),
        "bydeler": bydeler,
        "asked": request.GET.get("bydel", ""),
    }
    return render(request, "measures/register/parties.html", context)


def _asked(request: AuthenticatedRequest, bydeler: list[Organisation]) -> list[Organisation]:
    named = [bydel for bydel in bydeler if bydel.slug == request.GET.get("bydel")]
    if not named:
        raise Http404
    return named


def _own(user: User) -> list[Organisation]:
    """The bydeler where this person holds a role, in the order of their numbers."""
    own = {m.organisation for m in user.held_roles if m.organisation.is_bydel}
    return sorted(own, key=lambda bydel: bydel.number or 0)


def registers(user: User, bydeler: list[Organisation], on: date) -> list[Register]:
    """The registers of some bydeler, in the same number of queries for one as for all."""
    in_force = list(
        Plan.objects.in_force(on).filter(organisation__in=bydeler).values_list("pk", flat=True)
    )
    visible = Responsible.objects.visible_to(user)
    found: defaultdict[int, list[Responsible]] = defaultdict(list)
    for party in (
        visible.unmerged()
        .filter(organisation__in=bydeler)
        .select_related("part_of")
        .prefetch_related("users", Prefetch("spellings", visible), _renamings())
        .annotate(
            in_plans=Count(
                "assignments", filter=Q(assignments__measure__plan__in=in_force), distinct=True
            )
        )
        .order_by("name_key", "pk")
    ):
        party.closed = party.is_closed(on)
        found[party.organisation_id].append(party)
    return [
        Register(
            bydel,
            found[bydel.pk],
            likely_twins(sorted(found[bydel.pk], key=lambda party: -party.in_plans)),
            user.may_act_for(bydel),
        )
        for bydel in bydeler
    ]


def _renamings() -> Prefetch[str]:
    renamed = PartyChange.objects.filter(act=PartyChange.Act.RENAMED)
    return Prefetch("changes", queryset=renamed, to_attr="renamings")


@require_http_methods(["GET", "HEAD", "POST"])
def add_party(request: AuthenticatedRequest) -> HttpResponse:
    slug = request.GET.get("bydel", "")
    own = [bydel for bydel in _bydeler(request) if not slug or bydel.slug == slug]
    if not own:
        raise PermissionDenied("Bare en redaktør for bydelen kan føre registeret.")
    form = PartyForm(own[0], request.POST or None)
    if form.is_bound and form.is_valid() and (party := form.save_by(request.user)):
        messages.success(request, f"Lagret. «{party.name}» står i registeret.")
        return redirect(_register_url(own[0]))
    return render(request, "measures/register/party.html", {"form": form, "bydel": own[0]})


def _bydeler(request: AuthenticatedRequest) -> list[Organisation]:
    """Those whose registers this person keeps."""
    return [o for o in Organisation.objects.bydeler() if request.user.may_act_for(o)]


@require_http_methods(["GET", "HEAD", "POST"])
def edit_party(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    party = visible_party(request.user, pk)
    if not party.is_editable_by(request.user):
        return _not_your_register(request, party.organisation)
    if party.merged_into is not None:
        return _follow(request, party, party.merged_into)
    form = PartyForm(party.organisation, request.POST or None, party=party)
    if form.is_bound and form.is_valid() and form.save_by(request.user):
        messages.success(request, "Lagret. Ordene som er trykt på tiltakene, er ikke endret.")
        return redirect("measures:party", party.pk)
    context = {
        "form": form,
        "bydel": party.organisation,
        "party": Responsible.objects.get(pk=party.pk),  # the form has put what was typed into its
        "changes": party.changes.filter(act=PartyChange.Act.RENAMED),
        "merged": PartyChange.objects.filter(act=PartyChange.Act.MERGED, party__merged_into=party),
        "plans": _plans_of(party),
        "list_url": f"{reverse('measures:list')}?bydel={party.organisation.slug}",
    }
    return render(request, "measures/register/party.html", context)


def _plans_of(party: Responsible) -> list[tuple[Plan, int]]:
    """The plans that name a party, with how many of their measures do."""
    counted = Counter(measure.plan for measure in party.measures.select_related("plan"))
    plans = Plan.objects.filter(pk__in=[plan.pk for plan in counted]).in_order()
    return [(plan, counted[plan]) for plan in plans]


@require_http_methods(["GET", "HEAD", "POST"])
def merge_party(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Choose the other spelling, see what will happen, and only then do it."""
    party = visible_party(request.user, pk)
    if not party.is_editable_by(request.user):
        return _not_your_register(request, party.organisation)
    if party.merged_into is not None:
        return _follow(request, party, party.merged_into)
    is_post = request.method == "POST"
    form = MergeForm(party, request.POST if is_post else request.GET or None)
    other = form.cleaned_data["med"] if form.is_valid() else None
    if is_post and other:
        try:
            party.merge_into(other, by=request.user)
        except PartyMergedError:
            messages.error(request, "Noen andre har endret registeret. Se på det på nytt.")
            return redirect(_register_url(party.organisation))
        done = "«%(old)s» er nå en skrivemåte av «%(new)s»."
        messages.success(request, done % {"old": party.name, "new": other.name})
        return redirect("measures:party", other.pk)
    context = {"form": form, "party": party, "other": other, "bydel": party.organisation}
    if other:
        context["moves"] = list(_moves(party, other))
    return render(request, "measures/register/merge.html", context)


def _moves(party: Responsible, other: Responsible) -> list[tuple[Measure, bool]]:
    """The measures of a party, and whether each names the other too."""
    both = set(other.measures.values_list("pk", flat=True))
    named = Measure.objects.filter(responsibles=party)
    measures = named.select_related("plan__organisation").in_order()
    return [(measure, measure.pk in both) for measure in measures]


def visible_party(user: User, pk: int) -> Responsible:
    parties = Responsible.objects.visible_to(user)
    party: Responsible = one_or_404(parties.select_related("organisation", "merged_into"), pk)
    return party


def _not_your_register(request: AuthenticatedRequest, bydel: Organisation) -> HttpResponse:
    heading = f"Dette registeret tilhører {bydel.full_name}"
    return belongs_to(request, bydel, heading, _register_url(bydel))


def _follow(
    request: AuthenticatedRequest, party: Responsible, standing: Responsible
) -> HttpResponse:
    merged = "«%(old)s» er slått sammen med «%(new)s»."
    messages.info(request, merged % {"old": party.name, "new": standing.name})
    return redirect("measures:party", standing.pk)


def _register_url(bydel: Organisation) -> str:
    return f"{reverse('measures:parties')}?bydel={bydel.slug}"
