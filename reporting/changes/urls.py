"""Endringer."""

from django.urls import path

from reporting.changes import views
from reporting.files.downloads import csv_view
from reporting.ordering.door import large_excel_view

urlpatterns = [
    path("oversikt/endringer/", views.changes_page, name="changes"),
    path("oversikt/endringer/excel/", large_excel_view(views.download), name="changes-xlsx"),
    path("oversikt/endringer/csv/", csv_view(views.download), name="changes-csv"),
]
