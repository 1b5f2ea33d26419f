"""The calendar that others subscribe to, at a secret address, and a new address for it."""

from django.urls import path

from reporting.feed import views

urlpatterns = [
    path("varsler/kalender/", views.new_address, name="new-calendar-address"),
    path("kalender/<str:token>.ics", views.feed, name="calendar-feed"),
]
