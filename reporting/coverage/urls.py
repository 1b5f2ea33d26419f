"""Oppfølging av byens plan."""

from django.urls import path

from reporting.coverage import views
from reporting.files.downloads import csv_view, excel_view

urlpatterns = [
    path("byens-plan/", views.coverage_page, name="coverage"),
    path("byens-plan/excel/", excel_view(views.download), name="coverage-xlsx"),
    path("byens-plan/csv/", csv_view(views.download), name="coverage-csv"),
]
