"""What a plan answers of the city's."""

from django.urls import path

from measures.plan_pages.city_answers import views

urlpatterns = [
    path("planer/<slug:slug>/byens-tiltak/", views.city_answers, name="city-answers"),
]
