"""Dataadresser: the page that keeps them, and what is read there."""

from django.urls import path

from reporting.data_addresses import views

urlpatterns = [
    path("runder/dataadresser/", views.data_addresses, name="data-addresses"),
    path("runder/dataadresser/<int:pk>/trekk-tilbake/", views.withdraw, name="withdraw-address"),
    path("data/<str:token>/", views.data, name="data"),
    path(
        "data/<str:token>/rapporter/<int:pk>/<slug:kind>/",
        views.report_data,
        name="report-data",
    ),
    path(
        "data/<str:token>/runder/<int:pk>/<int:number>/<slug:kind>/",
        views.round_data,
        name="round-data",
    ),
]
