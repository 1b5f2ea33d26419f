"""Innsending: the page that a bydel sends from, its receipt, and the report as it was sent."""

from django.urls import path

from reporting.submission import file_views, views

urlpatterns = [
    path("runder/<int:pk>/send-inn/<slug:slug>/", views.send_in, name="send-in"),
    path("innsendinger/<int:pk>/", views.sent_report, name="submission"),
    path("innsendinger/<int:pk>/kvittering/", views.receipt, name="submission-receipt"),
    path(
        "innsendinger/<int:pk>/filer/lag/",
        file_views.make_again,
        name="make-submission-files",
    ),
    path(
        "innsendinger/<int:pk>/filer/<slug:kind>/",
        file_views.stored_file,
        name="submission-file",
    ),
]
