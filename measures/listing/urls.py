"""The list of tiltak, a row of it, and «Bekreft uendret»."""

from django.urls import path

from measures.listing import confirm_views, receipt_views, row_views, views

urlpatterns = [
    path("tiltak/", views.measure_list, name="list"),
    path("tiltak/bekreft/", confirm_views.confirm, name="confirm"),
    path("tiltak/<int:pk>/rad/", row_views.row, name="row"),
    path("handlinger/<int:pk>/", receipt_views.receipt, name="receipt"),
    path("tiltak/<int:pk>/egne-ord/", row_views.own_words, name="read-own-words"),
]
