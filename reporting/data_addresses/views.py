"""The byadministrator's page of data addresses, and what is read at them without logging in."""

from collections.abc import Callable
from functools import wraps
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from plans.access import one_or_404
from reporting.data_addresses.forms import NewAddressForm
from reporting.data_addresses.listing import KINDS, AddressOf, listing
from reporting.files.downloads import attachment
from reporting.models import CityFile, DataAddress, StoredFile
from reporting.models.stored_bytes import StoredBytes
from ruspolitikk.accounts.http import AuthenticatedRequest, keeps_the_address_secret


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def data_addresses(request: AuthenticatedRequest) -> HttpResponse:
    """Those that there are, and a new one, whose address is shown in the answer and never again."""
    if not request.user.keeps_for_the_city:
        return _not_yours(request)
    form = NewAddressForm(request.POST if request.method == "POST" else None)
    made = ""
    if form.is_valid():
        _made, token = DataAddress.objects.make(form.cleaned_data["name"], by=request.user)
        made, form = _address(request, token)("data"), NewAddressForm()
    context = {
        "form": form,
        "made": made,
        "addresses": DataAddress.objects.visible_to(request.user),
    }
    status = 201 if made else 422 if form.errors else 200
    return render(request, "reporting/data_addresses/addresses.html", context, status=status)


def _not_yours(request: AuthenticatedRequest) -> HttpResponse:
    context = {
        "heading": "Byadministrator har ansvaret for dataadressene",
        "sentence": "Filene av en rapport kan du laste ned fra rapportens egen side.",
    }
    return render(request, "403.html", context, status=403)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """What stops working, and then the act."""
    if not request.user.keeps_for_the_city:
        return _not_yours(request)
    one = one_or_404(DataAddress.objects.visible_to(request.user), pk)
    if request.method != "POST" and one.withdrawn_at is None:
        return render(request, "reporting/data_addresses/withdraw.html", {"address": one})
    if request.method == "POST" and one.withdraw(by=request.user):
        messages.success(request, f"«{one}» er trukket tilbake. Adressen svarer ikke lenger.")
    else:
        messages.info(request, f"«{one}» var trukket tilbake allerede.")
    return redirect("reporting:data-addresses")


def by_token(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Open to whoever has the address; one that is withdrawn says so, and by whom and when."""

    @login_not_required
    @keeps_the_address_secret
    @require_safe
    @wraps(view)
    def opened(request: HttpRequest, token: str, **of: Any) -> HttpResponseBase:
        own = DataAddress.objects.by_token(token)
        if own is None:
            raise Http404
        if own.withdrawn_at:
            context = {"address": own}
            return render(request, "reporting/data_addresses/withdrawn.html", context, status=404)
        own.note_use()
        return view(request, token, **of)

    return opened


@by_token
def data(request: HttpRequest, token: str) -> HttpResponse:
    told = listing(_address(request, token))
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1})


@by_token
def report_data(request: HttpRequest, token: str, pk: int, kind: str) -> HttpResponseBase:
    return _file(StoredFile.objects.filter(submission=pk, kind=kind).first(), kind)


@by_token
def round_data(
    request: HttpRequest, token: str, pk: int, number: int, kind: str
) -> HttpResponseBase:
    files = CityFile.objects.filter(round=pk, number=min(number, 10_000), kind=kind)
    return _file(files.first(), kind)


def _address(request: HttpRequest, token: str) -> AddressOf:
    """Under the name that the server was asked by, so that it can be asked so again."""

    def whole(name: str, *of: object) -> str:
        return request.build_absolute_uri(reverse(f"reporting:{name}", args=[token, *of]))

    return whole


def _file(found: StoredBytes | None, kind: str) -> HttpResponseBase:
    if found is None or kind not in KINDS:
        raise Http404
    return attachment(BytesIO(bytes(found.content)), found.name, found.content_type)
