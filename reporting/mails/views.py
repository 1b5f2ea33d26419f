"""«Varsler»: what one gets as e-mail, and what was sent."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from reporting.feed.address import address_for
from reporting.mails.forms import ChoicesForm
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.accounts.letters import given_up_people
from ruspolitikk.accounts.models import Mail, RefusedAddress

SHOWN = 10


@require_http_methods(["GET", "HEAD", "POST"])
def mails(request: AuthenticatedRequest) -> HttpResponse:
    form = ChoicesForm(request.user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        form.save()
        messages.success(request, "Valgene er lagret.")
        return redirect("reporting:mails")
    given_up = RefusedAddress.objects.given_up()
    context = {
        "form": form,
        "mails": Mail.objects.visible_to(request.user)[:SHOWN],
        "calendar": address_for(request.user),
        "is_given_up": given_up.filter(address=request.user.email).exclude(address="").exists(),
        "given_up": given_up_people(given_up) if request.user.is_city_admin else (),
    }
    return render(request, "reporting/mails/mails.html", context)
