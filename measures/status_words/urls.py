"""Statusord."""

from django.urls import path

from measures.status_words import views

urlpatterns = [
    path("statusord/", views.word_list, name="words"),
    path("statusord/avklar/", views.map_word, name="map-word"),
    path("statusord/<int:pk>/trekk/", views.withdraw_mapping, name="withdraw-mapping"),
    path("statusord/<int:pk>/angre/", views.undo_mapping, name="undo-mapping"),
]
