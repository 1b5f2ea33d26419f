from django.urls import path

from reporting import (
    calendar_views,
    changes_views,
    comparison_views,
    council_views,
    coverage_views,
    theme_views,
    views,
)

app_name = "reporting"

urlpatterns = [
    path("", views.start, name="start"),
    path("a-gjore/", views.todo_page, name="todo"),
    path("mine-tiltak/", views.mine, name="mine"),
    path("oversikt/", views.overview_page, name="overview"),
    path("oversikt/endringer/", changes_views.changes_page, name="changes"),
    path("oversikt/excel/", views.overview_xlsx, name="overview-xlsx"),
    path("side-om-side/", comparison_views.comparison_page, name="comparison"),
    path("side-om-side/excel/", comparison_views.comparison_excel, name="comparison-excel"),
    path("side-om-side/csv/", comparison_views.comparison_csv, name="comparison-csv"),
    path("temaer/", theme_views.theme_list, name="themes"),
    path("temaer/nytt/", theme_views.add_theme, name="add-theme"),
    path("temaer/<slug:slug>/", theme_views.theme_page, name="theme"),
    path("temaer/<slug:slug>/excel/", theme_views.theme_excel, name="theme-excel"),
    path("temaer/<slug:slug>/csv/", theme_views.theme_csv, name="theme-csv"),
    path("temaer/<slug:slug>/rediger/", theme_views.edit_theme, name="edit-theme"),
    path("temaer/<slug:slug>/slett/", theme_views.delete_theme, name="delete-theme"),
    path("planer/kalender/", calendar_views.calendar_page, name="calendar"),
    path("planer/kalender/svg/", calendar_views.calendar_svg, name="calendar-svg"),
    path("planer/kalender/excel/", calendar_views.calendar_excel, name="calendar-excel"),
    path("planer/kalender/csv/", calendar_views.calendar_csv, name="calendar-csv"),
    path("dekning/", coverage_views.coverage_page, name="coverage"),
    path("dekning/excel/", coverage_views.coverage_xlsx, name="coverage-xlsx"),
    path("dekning/csv/", coverage_views.coverage_csv, name="coverage-csv"),
    path("planer/<slug:slug>/tabell/", council_views.council_page, name="council"),
    path("planer/<slug:slug>/tabell/word/", council_views.council_word, name="council-word"),
    path("planer/<slug:slug>/tabell/excel/", council_views.council_excel, name="council-excel"),
    path("tiltak/excel/", views.measures_xlsx, name="measures-xlsx"),
]
