"""Utvikling."""

from django.urls import path

from reporting.trend import views

urlpatterns = [
    path("utvikling/", views.trend_page, name="trend"),
    path("utvikling/excel/", views.trend_xlsx, name="trend-xlsx"),
    path("utvikling/csv/", views.trend_csv, name="trend-csv"),
    path("utvikling/svg/", views.trend_svg, name="trend-svg"),
]
