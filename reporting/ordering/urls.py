"""Files that a worker makes."""

from django.urls import path

from reporting.ordering import views

urlpatterns = [
    path("bestilte-filer/<int:pk>/", views.ordered_file, name="ordered-file"),
    path("bestilte-filer/<int:pk>/hent/", views.fetch, name="fetch-ordered-file"),
]
