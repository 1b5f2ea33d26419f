"""Start pages: what is to do, and what is mine."""

from django.urls import path

from reporting.todo import views

urlpatterns = [
    path("", views.start, name="start"),
    path("a-gjore/", views.todo_page, name="todo"),
    path("mine-tiltak/", views.mine, name="mine"),
]
