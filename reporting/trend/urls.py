"""Utvikling."""

from django.urls import path

from reporting.files.downloads import csv_view, excel_view
from reporting.trend import views

urlpatterns = [
    path("utvikling/", views.trend_page, name="trend"),
    path("utvikling/excel/", excel_view(views.download), name="trend-xlsx"),
    path("utvikling/csv/", csv_view(views.download), name="trend-csv"),
    path("utvikling/svg/", views.trend_svg, name="trend-svg"),
]
