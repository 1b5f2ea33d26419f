"""Ansvarlige."""

from django.urls import path

from measures.register import views

urlpatterns = [
    path("ansvarlige/", views.parties, name="parties"),
    path("ansvarlige/ny/", views.add_party, name="add-party"),
    path("ansvarlige/<int:pk>/", views.edit_party, name="party"),
    path("ansvarlige/<int:pk>/sla-sammen/", views.merge_party, name="merge-party"),
]
