"""What is published of a round: before and after for the byadministrator, and the public pages."""

from django.urls import path

from reporting.publication import public_views, views

urlpatterns = [
    path("runder/<int:pk>/publisering/", views.gate, name="publication"),
    path("runder/<int:pk>/publisering/merknader/", views.first_remarks, name="publication-remarks"),
    path(
        "runder/<int:pk>/publisering/merknader/<slug:slug>/",
        views.remarks,
        name="publication-remarks-of",
    ),
    path("runder/<int:pk>/publisering/slik-den-blir/", views.preview, name="preview-publication"),
    path(
        "runder/<int:pk>/publisering/slik-den-blir/<slug:bydel>/",
        views.preview,
        name="preview-publication-of",
    ),
    path("runder/<int:pk>/publisering/publiser/", views.publish_round, name="publish-round"),
    path(
        "runder/<int:pk>/publisering/trekk-tilbake/", views.take_back_round, name="take-back-round"
    ),
    path("publisert/", public_views.published_rounds, name="published-rounds"),
    path("publisert/felter/", public_views.published_fields, name="published-fields"),
    path("publisert/<slug:slug>/", public_views.published_round, name="published-round"),
    path(
        "publisert/<slug:slug>/tiltak.<slug:kind>",
        public_views.published_file,
        name="published-file",
    ),
    path(
        "publisert/<slug:slug>/<slug:bydel>/",
        public_views.published_bydel,
        name="published-bydel",
    ),
    path("robots.txt", public_views.robots, name="robots"),
]
