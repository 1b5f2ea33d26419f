"""Arbeidsark, and the rows of a document that must be put right."""

from django.urls import path

from reporting.files.downloads import excel_view
from reporting.worksheet import faulty_views, views

urlpatterns = [
    path("innlesinger/<int:pk>/feil/excel/", excel_view(faulty_views.download), name="faulty-rows"),
    path("tiltak/arbeidsark/", views.fetch, name="worksheet"),
]
