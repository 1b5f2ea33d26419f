"""A plan's goals, strategies and innsatsområder, and the order of its measures."""

from django.urls import path

from measures.plan_pages.parts import views

urlpatterns = [
    path("planer/<slug:slug>/deler/", views.edit_parts, name="edit-parts"),
    path("planer/<slug:slug>/rekkefolge/", views.edit_order, name="edit-order"),
]
