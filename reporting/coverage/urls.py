"""Dekning."""

from django.urls import path

from reporting.coverage import views
from reporting.files.downloads import csv_view, excel_view

urlpatterns = [
    path("dekning/", views.coverage_page, name="coverage"),
    path("dekning/excel/", excel_view(views.download), name="coverage-xlsx"),
    path("dekning/csv/", csv_view(views.download), name="coverage-csv"),
]
