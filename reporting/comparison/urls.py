"""Side om side."""

from django.urls import path

from reporting.comparison import views
from reporting.files.downloads import csv_view, excel_view

urlpatterns = [
    path("side-om-side/", views.comparison_page, name="comparison"),
    path("side-om-side/excel/", excel_view(views.download), name="comparison-excel"),
    path("side-om-side/csv/", csv_view(views.download), name="comparison-csv"),
]
