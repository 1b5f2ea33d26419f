"""Temaer."""

from django.urls import path

from reporting.files.downloads import csv_view, excel_view
from reporting.themes import views

urlpatterns = [
    path("temaer/", views.theme_list, name="themes"),
    path("temaer/excel/", excel_view(views.download_themes), name="themes-excel"),
    path("temaer/csv/", csv_view(views.download_themes), name="themes-csv"),
    path("temaer/nytt/", views.add_theme, name="add-theme"),
    path("temaer/<slug:slug>/", views.theme_page, name="theme"),
    path("temaer/<slug:slug>/excel/", excel_view(views.download_theme), name="theme-excel"),
    path("temaer/<slug:slug>/csv/", csv_view(views.download_theme), name="theme-csv"),
    path("temaer/<slug:slug>/rediger/", views.edit_theme, name="edit-theme"),
    path("temaer/<slug:slug>/slett/", views.delete_theme, name="delete-theme"),
]
