"""«Lukk runden» and «Åpne igjen»."""

from django.urls import path

from reporting.closing import views

urlpatterns = [
    path("runder/<int:pk>/lukk/", views.close_round, name="close-round"),
    path("runder/<int:pk>/apne-igjen/<slug:slug>/", views.reopen_round, name="reopen-round"),
]
