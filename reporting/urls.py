from django.urls import path

from reporting import views

app_name = "reporting"

urlpatterns = [
    path("", views.start, name="start"),
    path("a-gjore/", views.todo_page, name="todo"),
    path("mine-tiltak/", views.mine, name="mine"),
    path("oversikt/", views.overview_page, name="overview"),
    path("oversikt/excel/", views.overview_xlsx, name="overview-xlsx"),
    path("tiltak/excel/", views.measures_xlsx, name="measures-xlsx"),
]
