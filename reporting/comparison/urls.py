"""Sammenlign."""

from django.urls import path

from reporting.comparison import views
from reporting.files.downloads import csv_view, excel_view

urlpatterns = [
    path("sammenlign/", views.comparison_page, name="comparison"),
    path("sammenlign/excel/", excel_view(views.download), name="comparison-excel"),
    path("sammenlign/csv/", csv_view(views.download), name="comparison-csv"),
]
