"""«Vedta planen»."""

from django.urls import path

from measures.plan_pages.adoption import views

urlpatterns = [
    path("planer/<slug:slug>/vedta/", views.adopt_plan, name="adopt-plan"),
    path("planer/<slug:slug>/trekk-vedtaket/", views.withdraw, name="withdraw-adoption"),
]
