"""«Angre» a merge of two parties: in its receipt, or later from the register with a reason."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from measures.models import PartyChange
from measures.models.merging import (
    Moved,
    NotPartedError,
    assigned_since,
    may_be_parted,
    may_be_undone_by,
    part_again,
)
from measures.register.forms import PartForm
from plans.access import belongs_to, one_or_404
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.accounts.models import User


@require_http_methods(["GET", "HEAD", "POST"])
def part(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """What follows is said first, and which measures were assigned since; why is always asked."""
    merge = _visible_merge(request.user, pk)
    if not merge.party.is_editable_by(request.user):
        return _not_yours(request, merge)
    if not may_be_parted(merge):
        return _cannot_be_parted(request, merge)
    form = PartForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        return _part(request, merge, form.cleaned_data["reason"])
    context = {
        "form": form,
        "merge": merge,
        "bydel": merge.party.organisation,
        "measures": len(Moved.of(merge).places),
        "since": assigned_since(merge),
    }
    return render(request, "measures/register/part.html", context)


@require_POST
def undo(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """One click, by the same person within the hour."""
    merge = _visible_merge(request.user, pk)
    if not merge.party.is_editable_by(request.user) or merge.recorded_by != request.user:
        return _not_yours(request, merge)
    if not may_be_parted(merge):
        return _cannot_be_parted(request, merge)
    if not may_be_undone_by(merge, request.user, timezone.now()):
        messages.warning(request, "Det kan angres uten begrunnelse i en time. Skriv hvorfor.")
        return redirect("measures:part-party", pk)
    return _part(request, merge, "Angret av den som slo sammen.")


def _part(request: AuthenticatedRequest, merge: PartyChange, reason: str) -> HttpResponse:
    try:
        since = part_again(merge, reason=reason, by=request.user)
    except NotPartedError:
        return _cannot_be_parted(request, merge)
    kept = ""
    if since:
        names = ", ".join(f"«{measure.name}»" for measure in since)
        kept = f" {len(since)} tiltak har fått «{merge.new_name}» siden, og beholder det: {names}."
    messages.success(
        request,
        f"Sammenslåingen er angret. «{merge.old_name}» og «{merge.new_name}» er to igjen.{kept}",
    )
    return redirect("measures:party", merge.party_id)


def _visible_merge(user: User, pk: int) -> PartyChange:
    merges = PartyChange.objects.visible_to(user).filter(act=PartyChange.Act.MERGED)
    merge: PartyChange = one_or_404(merges.select_related("party__organisation"), pk)
    return merge


def _cannot_be_parted(request: AuthenticatedRequest, merge: PartyChange) -> HttpResponse:
    parted = PartyChange.objects.filter(undoes=merge).first()
    if parted:
        sentence = (
            f"Sammenslåingen ble angret av {parted.recorded_as}. Det er ikke noe mer å gjøre."
        )
    elif merge.kept is None:
        sentence = "Sammenslåingen kan ikke angres. Vi vet ikke lenger hva som ble flyttet."
    else:
        sentence = f"«{merge.new_name}» er slått sammen med en annen siden. Angre det først."
    messages.warning(request, sentence)
    return redirect("measures:party", merge.party_id)


def _not_yours(request: AuthenticatedRequest, merge: PartyChange) -> HttpResponse:
    owner = merge.party.organisation
    return belongs_to(request, owner, f"Dette registeret tilhører {owner.full_name}", "")
