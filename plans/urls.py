"""A plan as a whole: a new one, and its own facts."""

from django.urls import path

from plans import views

app_name = "plans"
urlpatterns = [
    path("planer/ny/", views.add_plan, name="add-plan"),
    path("planer/<slug:slug>/rediger/", views.edit_plan, name="edit-plan"),
]
