"""Svar uten konto: the bydel's side, and the public side."""

from django.urls import path

from measures.replies import public_views, views

urlpatterns = [
    path("planer/<slug:slug>/svarlenker/", views.links, name="answer-links"),
    path("svarlenker/<int:pk>/", views.show_link, name="show-answer-link"),
    path("svarlenker/<int:pk>/trekk/", views.revoke_link, name="revoke-answer-link"),
    path("mottatte-svar/<int:pk>/godta/", views.accept, name="accept-answer"),
    path("mottatte-svar/<int:pk>/rett/", views.correct, name="correct-answer"),
    path("mottatte-svar/<int:pk>/avvis/", views.decline, name="decline-answer"),
    path("svar/<str:token>/", public_views.answer_by_link, name="answer-by-link"),
    path("svar/<str:token>/takk/", public_views.thanks, name="answer-thanks"),
]
