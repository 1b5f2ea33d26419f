"""Til bydelsutvalget."""

from django.urls import path

from reporting.council import views
from reporting.files.downloads import excel_view

urlpatterns = [
    path("planer/<slug:slug>/tabell/", views.council_page, name="council"),
    path("planer/<slug:slug>/tabell/word/", views.council_word, name="council-word"),
    path("planer/<slug:slug>/tabell/excel/", excel_view(views.download), name="council-excel"),
]
