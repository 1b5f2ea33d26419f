"""Ansvarlige."""

from django.urls import path

from measures.register import parting_views, views

urlpatterns = [
    path("ansvarlige/", views.parties, name="parties"),
    path("ansvarlige/ny/", views.add_party, name="add-party"),
    path("ansvarlige/<int:pk>/", views.edit_party, name="party"),
    path("ansvarlige/<int:pk>/sla-sammen/", views.merge_party, name="merge-party"),
    path("ansvarlige/sammenslatt/<int:pk>/", parting_views.part, name="part-party"),
    path("ansvarlige/sammenslatt/<int:pk>/angre/", parting_views.undo, name="undo-merge"),
]
