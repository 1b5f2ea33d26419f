"""What a plan consists of: its goals, strategies and innsatsområder, and the order of it all."""

from django.urls import path

from measures.plan_pages.parts import order_views, views

urlpatterns = [
    path("planer/<slug:slug>/deler/", views.edit_parts, name="edit-parts"),
    path("planer/<slug:slug>/rekkefolge/", order_views.edit_order, name="edit-order"),
]
