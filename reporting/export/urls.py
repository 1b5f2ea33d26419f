"""The list of tiltak as a file."""

from django.urls import path

from reporting.export import views
from reporting.files.downloads import excel_view

urlpatterns = [
    path("tiltak/excel/", excel_view(views.download), name="measures-xlsx"),
]
