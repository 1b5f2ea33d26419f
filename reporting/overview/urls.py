"""Oversikt."""

from django.urls import path

from reporting.overview import views

urlpatterns = [
    path("oversikt/", views.overview_page, name="overview"),
    path("oversikt/excel/", views.overview_xlsx, name="overview-xlsx"),
    path("oversikt/csv/", views.overview_csv, name="overview-csv"),
    path("oversikt/svg/", views.overview_svg, name="overview-svg"),
]
