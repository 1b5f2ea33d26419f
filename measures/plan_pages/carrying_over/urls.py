"""A plan carried over into the next."""

from django.urls import path

from measures.plan_pages.carrying_over import views

urlpatterns = [
    path("planer/<slug:slug>/viderefor/", views.continue_plan, name="continue-plan"),
    path("planer/<slug:slug>/viderefor/<slug:new_slug>/", views.carry_over, name="carry-over"),
]
