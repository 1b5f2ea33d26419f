"""Temaer."""

from django.urls import path

from reporting.themes import views

urlpatterns = [
    path("temaer/", views.theme_list, name="themes"),
    path("temaer/excel/", views.themes_excel, name="themes-excel"),
    path("temaer/csv/", views.themes_csv, name="themes-csv"),
    path("temaer/nytt/", views.add_theme, name="add-theme"),
    path("temaer/<slug:slug>/", views.theme_page, name="theme"),
    path("temaer/<slug:slug>/excel/", views.theme_excel, name="theme-excel"),
    path("temaer/<slug:slug>/csv/", views.theme_csv, name="theme-csv"),
    path("temaer/<slug:slug>/rediger/", views.edit_theme, name="edit-theme"),
    path("temaer/<slug:slug>/slett/", views.delete_theme, name="delete-theme"),
]
