"""Oversikt."""

from django.urls import path

from reporting.files.downloads import csv_view
from reporting.ordering.door import large_excel_view
from reporting.overview import views

urlpatterns = [
    path("oversikt/", views.overview_page, name="overview"),
    path("oversikt/excel/", large_excel_view(views.report), name="overview-xlsx"),
    path("oversikt/csv/", csv_view(views.table), name="overview-csv"),
    path("oversikt/svg/", views.overview_svg, name="overview-svg"),
]
