"""One tiltak."""

from django.urls import path

from measures.detail import reporting, ticking, views

urlpatterns = [
    path("tiltak/<int:pk>/", views.measure_detail, name="measure"),
    path("tiltak/<int:pk>/status/", reporting.report_status, name="report-status"),
    path("tiltak/<int:pk>/delpunkter/kryss/", ticking.tick, name="tick-items"),
]
