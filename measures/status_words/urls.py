"""Statusord."""

from django.urls import path

from measures.status_words import views

urlpatterns = [
    path("ord/", views.word_list, name="words"),
    path("ord/avklar/", views.map_word, name="map-word"),
]
