from django.urls import path

from reporting import changes_views, council_views, views

app_name = "reporting"

urlpatterns = [
    path("", views.start, name="start"),
    path("a-gjore/", views.todo_page, name="todo"),
    path("mine-tiltak/", views.mine, name="mine"),
    path("oversikt/", views.overview_page, name="overview"),
    path("oversikt/endringer/", changes_views.changes_page, name="changes"),
    path("oversikt/excel/", views.overview_xlsx, name="overview-xlsx"),
    path("planer/<slug:slug>/tabell/", council_views.council_page, name="council"),
    path("planer/<slug:slug>/tabell/word/", council_views.council_word, name="council-word"),
    path("planer/<slug:slug>/tabell/excel/", council_views.council_excel, name="council-excel"),
    path("tiltak/excel/", views.measures_xlsx, name="measures-xlsx"),
]
