"""Søk."""

from django.urls import path

from reporting.search import views

urlpatterns = [
    path("sok/", views.search_page, name="search"),
]
