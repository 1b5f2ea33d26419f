"""Not yours to see: 404. Yours to see, not to change: 403, in a sentence that names whose it is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from plans.models import Plan


def not_yours(request: HttpRequest, plan: Plan, heading: str, read_url: str) -> HttpResponse:
    """The 403 page for something of a plan; reading it stays open."""
    owner = plan.organisation.full_name
    role = request.user.acting_as  # type: ignore[union-attr]
    return render(
        request,
        "403.html",
        {
            "heading": heading % owner,
            "sentence": _(
                "Du er logget inn som %(who)s og kan lese, men ikke endre. "
                "Bare redaktører for %(owner)s kan det."
            )
            % {"who": role[:1].lower() + role[1:], "owner": owner},
            "read_url": read_url,
            "read_text": _("Les i stedet"),
        },
        status=403,
    )
