"""Temaer."""

from django.urls import path

from reporting.files.downloads import csv_view, excel_view
from reporting.themes import views, word_views

urlpatterns = [
    path("temaer/", views.theme_list, name="themes"),
    path("temaer/excel/", excel_view(views.download_themes), name="themes-excel"),
    path("temaer/csv/", csv_view(views.download_themes), name="themes-csv"),
    path("temaer/nytt/", views.add_theme, name="add-theme"),
    path("temaer/<slug:slug>/", word_views.theme_page, name="theme"),
    path("temaer/<slug:slug>/excel/", excel_view(word_views.download_theme), name="theme-excel"),
    path("temaer/<slug:slug>/csv/", csv_view(word_views.download_theme), name="theme-csv"),
    path("temaer/<slug:slug>/rediger/", views.edit_theme, name="edit-theme"),
    path("temaer/<slug:slug>/slett/", views.delete_theme, name="delete-theme"),
    path("temaer/<slug:slug>/ord/", word_views.add_word, name="add-theme-word"),
    path("temaer/<slug:slug>/ord/<int:pk>/", word_views.withdraw_word, name="withdraw-theme-word"),
]
