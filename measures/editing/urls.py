"""A tiltak's text, delpunkter and frist."""

from django.urls import path

from measures.editing import deadline_views, item_views, joining_views, views

urlpatterns = [
    path("tiltak/<int:pk>/med-fra/", joining_views.edit_joining, name="edit-joining"),
    path("tiltak/nytt/", views.choose_plan, name="choose-plan"),
    path("planer/<slug:slug>/nytt-tiltak/", views.add_measure, name="add-measure"),
    path("tiltak/<int:pk>/rediger/", views.edit_measure, name="edit-measure"),
    path("tiltak/<int:pk>/frist/", deadline_views.set_deadline, name="set-deadline"),
    path("tiltak/<int:pk>/delpunkter/", item_views.edit_items, name="edit-items"),
]
