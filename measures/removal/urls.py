"""What is taken out of a plan: deleted in a draft, misfiled after adoption."""

from django.urls import path

from measures.removal import plan_views, views

urlpatterns = [
    path("tiltak/<int:pk>/slett/", views.remove_measure, name="remove-measure"),
    path("tiltak/<int:pk>/feilfort/", views.misfile, name="misfile"),
    path("planer/<slug:slug>/feilfort/", plan_views.misfile_plan, name="misfile-plan"),
    path("planer/<slug:slug>/slett/", views.remove_draft, name="remove-draft"),
]
