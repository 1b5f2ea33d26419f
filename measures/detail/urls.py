"""One tiltak."""

from django.urls import path

from measures.detail import report_views, tick_views, views

urlpatterns = [
    path("tiltak/<int:pk>/", views.measure_detail, name="measure"),
    path("tiltak/<int:pk>/status/", report_views.report_status, name="report-status"),
    path("tiltak/<int:pk>/delpunkter/kryss/", tick_views.tick, name="tick-items"),
]
