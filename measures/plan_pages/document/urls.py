"""The list of plans, and each one read as the document it is."""

from django.urls import path

from measures.plan_pages.document import views

urlpatterns = [
    path("planer/", views.plan_list, name="plans"),
    path("planer/<slug:slug>/", views.plan_document, name="plan"),
]
