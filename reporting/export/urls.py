"""The list of tiltak as a file."""

from django.urls import path

from reporting.export import views
from reporting.ordering.door import large_excel_view

urlpatterns = [
    path("tiltak/excel/", large_excel_view(views.download), name="measures-xlsx"),
]
