"""Endringer."""

from django.urls import path

from reporting.changes import views

urlpatterns = [
    path("oversikt/endringer/", views.changes_page, name="changes"),
    path("oversikt/endringer/excel/", views.changes_xlsx, name="changes-xlsx"),
    path("oversikt/endringer/csv/", views.changes_csv, name="changes-csv"),
]
