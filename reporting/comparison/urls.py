"""Side om side."""

from django.urls import path

from reporting.comparison import views

urlpatterns = [
    path("side-om-side/", views.comparison_page, name="comparison"),
    path("side-om-side/excel/", views.comparison_excel, name="comparison-excel"),
    path("side-om-side/csv/", views.comparison_csv, name="comparison-csv"),
]
