"""Dekning."""

from django.urls import path

from reporting.coverage import views

urlpatterns = [
    path("dekning/", views.coverage_page, name="coverage"),
    path("dekning/excel/", views.coverage_xlsx, name="coverage-xlsx"),
    path("dekning/csv/", views.coverage_csv, name="coverage-csv"),
]
