"""A plan seen through its measures."""

from django.urls import include, path

urlpatterns = [
    path("", include("measures.plan_pages.document.urls")),
    path("", include("measures.plan_pages.adoption.urls")),
    path("", include("measures.plan_pages.parts.urls")),
    path("", include("measures.plan_pages.carrying_over.urls")),
    path("", include("measures.plan_pages.city_answers.urls")),
]
