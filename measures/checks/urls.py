"""Kontroll."""

from django.urls import path

from measures.checks import views

urlpatterns = [
    path("planer/<slug:slug>/kontroll/", views.check_plan, name="check-plan"),
    path("tiltak/<int:pk>/kontroll/avvis/", views.dismiss_warning, name="dismiss-warning"),
    path("tiltak/<int:pk>/kontroll/vis-igjen/", views.show_warning, name="show-warning"),
]
