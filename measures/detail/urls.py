"""One tiltak."""

from django.urls import path

from measures.detail import report_views, tick_views, views
from measures.detail.mistakes import views as mistakes

urlpatterns = [
    path("tiltak/<int:pk>/", views.measure_detail, name="measure"),
    path("tiltak/<int:pk>/lignende/", views.similar_measures, name="similar"),
    path("tiltak/<int:pk>/status/", report_views.report_status, name="report-status"),
    path("tiltak/<int:pk>/delpunkter/kryss/", tick_views.tick, name="tick-items"),
    path("tiltak/<int:pk>/historikk/<slug:key>/rett/", mistakes.correct, name="correct"),
    path("tiltak/<int:pk>/historikk/<slug:key>/trekk/", mistakes.withdraw, name="withdraw"),
    path("handlinger/<int:pk>/angre/", mistakes.undo, name="undo"),
]
