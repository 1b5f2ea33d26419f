"""The rooms of this floor, each with its own addresses."""

from django.urls import include, path

app_name = "measures"
urlpatterns = [
    path("", include("measures.listing.urls")),
    path("", include("measures.detail.urls")),
    path("", include("measures.editing.urls")),
    path("", include("measures.removal.urls")),
    path("", include("measures.importing.urls")),  # «planer/les-inn/» is no plan
    path("", include("measures.plan_pages.urls")),
    path("", include("measures.checks.urls")),
    path("", include("measures.replies.urls")),
    path("", include("measures.register.urls")),
    path("", include("measures.status_words.urls")),
]
