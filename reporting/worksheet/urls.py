"""Arbeidsark."""

from django.urls import path

from reporting.worksheet import views

urlpatterns = [
    path("tiltak/arbeidsark/", views.fetch, name="worksheet"),
]
