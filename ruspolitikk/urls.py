"""The addresses: the admin, logging in, and one include for each app."""

from collections.abc import Callable

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseBase
from django.urls import include, path, re_path
from django.views.generic import RedirectView, TemplateView

from ruspolitikk.accounts import act_views, views
from ruspolitikk.server import health


def page(template: str) -> Callable[..., HttpResponseBase]:
    """A page of words that may be read without logging in."""
    return login_not_required(TemplateView.as_view(template_name=template))


handler404 = "plans.views.not_found"
handler500 = "ruspolitikk.accounts.views.server_error"

FORMER_ADDRESSES = {
    "dekning/": "/byens-plan/",
    "side-om-side/": "/sammenlign/",
    "ord/": "/statusord/",
}
"""What a room's pages were called before, and are called now: old links lead on for ever."""

urlpatterns = [
    *(
        re_path(
            rf"^{former}(?P<rest>.*)$",
            login_not_required(
                RedirectView.as_view(url=f"{now}%(rest)s", permanent=True, query_string=True)
            ),
            name="former-address",
        )
        for former, now in FORMER_ADDRESSES.items()
    ),
    path("", include("reporting.urls")),
    path("", include("plans.urls")),
    path("", include("measures.urls")),
    path("", include("ruspolitikk.accounts.login.urls")),
    path("innlogget/", views.stay, name="stay-logged-in"),
    path("ikke-lagret/forkast/", views.discard_kept_form, name="discard-kept-form"),
    path("ikke-lagret/<str:text>/", views.kept_form, name="kept-form"),
    path("logg/", act_views.acts, name="acts"),
    path("", include("ruspolitikk.accounts.people.urls")),
    path("", include("ruspolitikk.accounts.public_pages.urls")),
    path("hjelp/", page("pages/help.html"), name="help"),
    path("helse/", health.alive, name="alive"),
    path("klar/", health.ready, name="ready"),
    path("admin/", admin.site.urls),
]
