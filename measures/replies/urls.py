"""Svar uten konto: the bydel's side, and the public side."""

from django.urls import path

from measures.replies import asking_views, decision_views, link_views, public_views

urlpatterns = [
    path("planer/<slug:slug>/svarlenker/", link_views.links, name="reply-links"),
    path("planer/<slug:slug>/svarlenker/spor/", asking_views.ask_leaders, name="ask-leaders"),
    path("svarlenker/<int:pk>/", link_views.show_link, name="show-reply-link"),
    path("svarlenker/<int:pk>/trekk/", link_views.revoke_link, name="revoke-reply-link"),
    path("mottatte-svar/<int:pk>/godta/", decision_views.accept, name="accept-reply"),
    path("mottatte-svar/<int:pk>/rett/", decision_views.correct, name="correct-reply"),
    path("mottatte-svar/<int:pk>/avvis/", decision_views.decline, name="decline-reply"),
    path("svar/<str:token>/", public_views.reply_by_link, name="reply-by-link"),
    path("svar/<str:token>/takk/", public_views.thanks, name="reply-thanks"),
]
