"""The list of tiltak, a row of it, and «Bekreft uendret»."""

from django.urls import path

from measures.listing import confirming, row_views, views

urlpatterns = [
    path("tiltak/", views.measure_list, name="list"),
    path("tiltak/bekreft/", confirming.confirm, name="confirm"),
    path("tiltak/<int:pk>/rad/", row_views.row, name="row"),
]
