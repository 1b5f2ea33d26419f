"""Rapporteringsrunder."""

from django.urls import path

from reporting.rounds import frozen_views, views, writing_views

urlpatterns = [
    path("runder/", views.round_list, name="rounds"),
    path("runder/ny/", views.open_round, name="open-round"),
    path("runder/<int:pk>/", views.round_page, name="round"),
    path(
        "runder/<int:pk>/tiltak/<slug:part>/",
        frozen_views.frozen_measures,
        name="round-measures",
    ),
    path("runder/<int:pk>/om/", views.about_round, name="round-about"),
    path("runder/<int:pk>/rediger/", views.edit_round, name="edit-round"),
    path("runder/<int:pk>/skriv/", writing_views.write_to_bydeler, name="write-to-bydeler"),
    path("runder/<int:pk>/slett/", views.delete_round, name="delete-round"),
]
