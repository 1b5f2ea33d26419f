"""The list of tiltak as a file."""

from django.urls import path

from reporting.export import views

urlpatterns = [
    path("tiltak/excel/", views.measures_xlsx, name="measures-xlsx"),
]
