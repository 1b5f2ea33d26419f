"""What is read about the plans. Addresses are tried in this order, one try for each first word."""

from django.urls import include, path

from reporting.calendar import views as calendar_views
from reporting.changes import views as changes_views
from reporting.comparison import views as comparison_views
from reporting.council import views as council_views
from reporting.coverage import views as coverage_views
from reporting.overview import views as overview_views
from reporting.search import views as search_views
from reporting.themes import views as theme_views
from reporting.todo import views
from reporting.trend import views as trend_views

app_name = "reporting"

overview = [
    path("", overview_views.overview_page, name="overview"),
    path("endringer/", changes_views.changes_page, name="changes"),
    path("endringer/excel/", changes_views.changes_xlsx, name="changes-xlsx"),
    path("endringer/csv/", changes_views.changes_csv, name="changes-csv"),
    path("excel/", overview_views.overview_xlsx, name="overview-xlsx"),
    path("csv/", overview_views.overview_csv, name="overview-csv"),
    path("svg/", overview_views.overview_svg, name="overview-svg"),
]
comparison = [
    path("", comparison_views.comparison_page, name="comparison"),
    path("excel/", comparison_views.comparison_excel, name="comparison-excel"),
    path("csv/", comparison_views.comparison_csv, name="comparison-csv"),
]
themes = [
    path("", theme_views.theme_list, name="themes"),
    path("excel/", theme_views.themes_excel, name="themes-excel"),
    path("csv/", theme_views.themes_csv, name="themes-csv"),
    path("nytt/", theme_views.add_theme, name="add-theme"),
    path("<slug:slug>/", theme_views.theme_page, name="theme"),
    path("<slug:slug>/excel/", theme_views.theme_excel, name="theme-excel"),
    path("<slug:slug>/csv/", theme_views.theme_csv, name="theme-csv"),
    path("<slug:slug>/rediger/", theme_views.edit_theme, name="edit-theme"),
    path("<slug:slug>/slett/", theme_views.delete_theme, name="delete-theme"),
]
calendar = [
    path("", calendar_views.calendar_page, name="calendar"),
    path("svg/", calendar_views.calendar_svg, name="calendar-svg"),
    path("excel/", calendar_views.calendar_excel, name="calendar-excel"),
    path("csv/", calendar_views.calendar_csv, name="calendar-csv"),
]
coverage = [
    path("", coverage_views.coverage_page, name="coverage"),
    path("excel/", coverage_views.coverage_xlsx, name="coverage-xlsx"),
    path("csv/", coverage_views.coverage_csv, name="coverage-csv"),
]
council = [
    path("", council_views.council_page, name="council"),
    path("word/", council_views.council_word, name="council-word"),
    path("excel/", council_views.council_excel, name="council-excel"),
]
trend = [
    path("", trend_views.trend_page, name="trend"),
    path("excel/", trend_views.trend_xlsx, name="trend-xlsx"),
    path("csv/", trend_views.trend_csv, name="trend-csv"),
    path("svg/", trend_views.trend_svg, name="trend-svg"),
]

urlpatterns = [
    path("", views.start, name="start"),
    path("a-gjore/", views.todo_page, name="todo"),
    path("mine-tiltak/", views.mine, name="mine"),
    path("oversikt/", include(overview)),
    path("side-om-side/", include(comparison)),
    path("temaer/", include(themes)),
    path("planer/kalender/", include(calendar)),
    path("dekning/", include(coverage)),
    path("planer/<slug:slug>/tabell/", include(council)),
    path("sok/", search_views.search_page, name="search"),
    path("utvikling/", include(trend)),
    path("tiltak/excel/", views.measures_xlsx, name="measures-xlsx"),
]
