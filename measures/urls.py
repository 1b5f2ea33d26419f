from django.urls import path

from measures.views import (
    confirm,
    contradictions,
    deadline,
    editing,
    items,
    lists,
    measure,
    plans,
    report,
    words,
)

app_name = "measures"

urlpatterns = [
    path("planer/", plans.plan_list, name="plans"),
    path("planer/<slug:slug>/", plans.plan_document, name="plan"),
    path("planer/<slug:slug>/kontroll/", contradictions.check_plan, name="check-plan"),
    path("planer/<slug:slug>/nytt-tiltak/", editing.add_measure, name="add-measure"),
    path("ord/", words.word_list, name="words"),
    path("ord/avklar/", words.map_word, name="map-word"),
    path("tiltak/", lists.measure_list, name="list"),
    path("tiltak/bekreft/", confirm.confirm, name="confirm"),
    path("tiltak/nytt/", editing.choose_plan, name="choose-plan"),
    path("tiltak/<int:pk>/", measure.measure_detail, name="measure"),
    path("tiltak/<int:pk>/status/", report.report_status, name="report-status"),
    path("tiltak/<int:pk>/rad/", report.row, name="row"),
    path("tiltak/<int:pk>/delpunkter/", items.edit_items, name="edit-items"),
    path("tiltak/<int:pk>/delpunkter/kryss/", items.tick, name="tick-items"),
    path("tiltak/<int:pk>/frist/", deadline.set_deadline, name="set-deadline"),
    path("tiltak/<int:pk>/rediger/", editing.edit_measure, name="edit-measure"),
    path("tiltak/<int:pk>/kontroll/avvis/", contradictions.dismiss_hint, name="dismiss-hint"),
    path("tiltak/<int:pk>/kontroll/vis-igjen/", contradictions.show_hint, name="show-hint"),
]
