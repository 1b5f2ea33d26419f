"""The rooms of this floor, each with its own addresses."""

from django.urls import include, path

app_name = "reporting"
urlpatterns = [
    path("", include("reporting.todo.urls")),
    path("", include("reporting.rounds.urls")),
    path("", include("reporting.submission.urls")),
    path("", include("reporting.closing.urls")),
    path("", include("reporting.data_addresses.urls")),
    path("", include("reporting.publication.urls")),
    path("", include("reporting.mails.urls")),
    path("", include("reporting.feed.urls")),
    path("", include("reporting.overview.urls")),
    path("", include("reporting.changes.urls")),
    path("", include("reporting.coverage.urls")),
    path("", include("reporting.comparison.urls")),
    path("", include("reporting.themes.urls")),
    path("", include("reporting.search.urls")),
    path("", include("reporting.trend.urls")),
    path("", include("reporting.calendar.urls")),
    path("", include("reporting.council.urls")),
    path("", include("reporting.export.urls")),
    path("", include("reporting.ordering.urls")),
    path("", include("reporting.worksheet.urls")),
]
