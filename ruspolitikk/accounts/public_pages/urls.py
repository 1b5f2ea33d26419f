"""The two pages of the foot that the city writes, which anybody may read."""

from typing import Any

from django.urls import path

from ruspolitikk.accounts.public_pages import views

ACCESSIBILITY: Any = {"name": "accessibility"}
PRIVACY: Any = {"name": "privacy"}

urlpatterns = [
    path("tilgjengelighet/", views.show, ACCESSIBILITY, name="accessibility"),
    path(
        "tilgjengelighet/<slug:key>/rediger/", views.edit, ACCESSIBILITY, name="edit-accessibility"
    ),
    path("personvern/", views.show, PRIVACY, name="privacy"),
    path("personvern/<slug:key>/rediger/", views.edit, PRIVACY, name="edit-privacy"),
]
