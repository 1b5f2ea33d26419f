"""Plankalender."""

from django.urls import path

from reporting.calendar import views
from reporting.files.downloads import csv_view, excel_view

urlpatterns = [
    path("planer/kalender/", views.calendar_page, name="calendar"),
    path("planer/kalender/svg/", views.calendar_svg, name="calendar-svg"),
    path("planer/kalender/excel/", excel_view(views.download), name="calendar-excel"),
    path("planer/kalender/csv/", csv_view(views.download), name="calendar-csv"),
]
