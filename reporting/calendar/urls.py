"""Plankalender."""

from django.urls import path

from reporting.calendar import views

urlpatterns = [
    path("planer/kalender/", views.calendar_page, name="calendar"),
    path("planer/kalender/svg/", views.calendar_svg, name="calendar-svg"),
    path("planer/kalender/excel/", views.calendar_excel, name="calendar-excel"),
    path("planer/kalender/csv/", views.calendar_csv, name="calendar-csv"),
]
