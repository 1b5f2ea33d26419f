"""What a plan answers of the city's."""

from django.urls import path

from measures.plan_pages.city_answers import suggestion_views, views

urlpatterns = [
    path("planer/<slug:slug>/byens-tiltak/", views.city_answers, name="city-answers"),
    path("planer/<slug:slug>/forslag/", suggestion_views.suggestions, name="suggestions"),
]
