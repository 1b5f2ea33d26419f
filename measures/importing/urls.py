"""«Les inn plan»: file, tables, review, summary; forgotten, or taken back."""

from django.urls import path

from measures.importing import file_views, views
from measures.importing.difference import views as difference_views
from measures.importing.review import fault_views, repair_views, summary_views
from measures.importing.review import views as review_views
from measures.importing.worksheet.views import sheet

urlpatterns = [
    path("planer/les-inn/", views.read_plan, name="read-plan"),
    path("innlesinger/<int:pk>/", review_views.review, name="reading-review"),
    path("filer/<int:pk>/", file_views.kept_file, name="kept-file"),
    path("innlesinger/<int:pk>/leses/", views.being_read, name="being-read"),
    path("innlesinger/<int:pk>/bokstaver/", repair_views.repair, name="repair-reading"),
    path("innlesinger/<int:pk>/tabeller/", views.tables, name="reading-tables"),
    path("innlesinger/<int:pk>/feil/", fault_views.faults, name="reading-faults"),
    path("innlesinger/<int:pk>/lagre/", summary_views.summary, name="reading-summary"),
    path(
        "innlesinger/<int:pk>/forskjeller/", difference_views.difference, name="reading-difference"
    ),
    path("innlesinger/<int:pk>/arbeidsark/", sheet, name="reading-worksheet"),
    path("innlesinger/<int:pk>/forkast/", views.discard, name="discard-reading"),
    path("handlinger/<int:pk>/angre-innlesing/", summary_views.undo, name="undo-reading"),
]
