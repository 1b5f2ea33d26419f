"""Innsending: the page that a bydel sends from, its receipt, and the report as it was sent."""

from django.urls import path

from reporting.submission import file_views, preview_views, reading_views, views
from reporting.submission.city import views as city_views

urlpatterns = [
    path("runder/<int:pk>/send-inn/<slug:slug>/", views.send_in, name="send-in"),
    path(
        "runder/<int:pk>/send-inn/<slug:slug>/vis/",
        preview_views.preview,
        name="preview-submission",
    ),
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
    path("innsendinger/<int:pk>/les/", reading_views.read_report, name="read-submission"),
    path(
        "innsendinger/<int:pk>/les/<int:measure_pk>/spor/",
        reading_views.ask,
        name="ask-about-measure",
    ),
    path(
        "innsendinger/<int:pk>/send-tilbake/",
        reading_views.return_report,
        name="return-submission",
    ),
    path("innsendinger/<int:pk>/motta/", reading_views.receive_report, name="receive-submission"),
    path(
        "innsendinger/<int:pk>/tiltak/<int:measure_pk>/skriv/",
        reading_views.write_in_thread,
        name="write-in-thread",
    ),
    path("runder/<int:pk>/filer/lag/", city_views.make_again, name="make-city-files"),
    path(
        "runder/<int:pk>/filer/<int:number>/<slug:kind>/",
        city_views.city_file,
        name="city-file",
    ),
]
