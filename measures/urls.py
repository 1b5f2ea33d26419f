from django.urls import path

from measures.checks import views as contradictions
from measures.detail import reporting as report
from measures.detail import views as measure
from measures.editing import deadline_view as deadline
from measures.editing import item_views as items
from measures.editing import views as editing
from measures.listing import confirming as confirm
from measures.listing import views as lists
from measures.plan_pages.carrying_over import views as carryover
from measures.plan_pages.city_answers import views as city_answers
from measures.plan_pages.document import views as plans
from measures.plan_pages.parts import views as plan_parts
from measures.register import views as register
from measures.replies import public_views as answer
from measures.replies import views as answer_links
from measures.status_words import views as words
from plans import views as plan_editing

app_name = "measures"

urlpatterns = [
    # The most asked for stand first: addresses are tried in this order.
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
    path("planer/", plans.plan_list, name="plans"),
    path("planer/ny/", plan_editing.add_plan, name="add-plan"),
    path("planer/<slug:slug>/rediger/", plan_editing.edit_plan, name="edit-plan"),
    path("planer/<slug:slug>/vedta/", plan_editing.adopt_plan, name="adopt-plan"),
    path("planer/<slug:slug>/deler/", plan_parts.edit_parts, name="edit-parts"),
    path("planer/<slug:slug>/rekkefolge/", plan_parts.edit_order, name="edit-order"),
    path("planer/<slug:slug>/byens-tiltak/", city_answers.city_answers, name="city-answers"),
    path("planer/<slug:slug>/viderefor/", carryover.continue_plan, name="continue-plan"),
    path("planer/<slug:slug>/viderefor/<slug:new_slug>/", carryover.carry_over, name="carry-over"),
    path("planer/<slug:slug>/", plans.plan_document, name="plan"),
    path("planer/<slug:slug>/kontroll/", contradictions.check_plan, name="check-plan"),
    path("planer/<slug:slug>/nytt-tiltak/", editing.add_measure, name="add-measure"),
    path("ord/", words.word_list, name="words"),
    path("ord/avklar/", words.map_word, name="map-word"),
    path("planer/<slug:slug>/svarlenker/", answer_links.links, name="answer-links"),
    path("svarlenker/<int:pk>/", answer_links.show_link, name="show-answer-link"),
    path("svarlenker/<int:pk>/trekk/", answer_links.revoke_link, name="revoke-answer-link"),
    path("mottatte-svar/<int:pk>/godta/", answer_links.accept, name="accept-answer"),
    path("mottatte-svar/<int:pk>/rett/", answer_links.correct, name="correct-answer"),
    path("mottatte-svar/<int:pk>/avvis/", answer_links.decline, name="decline-answer"),
    path("svar/<str:token>/", answer.answer_by_link, name="answer-by-link"),
    path("svar/<str:token>/takk/", answer.thanks, name="answer-thanks"),
    path("ansvarlige/", register.parties, name="parties"),
    path("ansvarlige/ny/", register.add_party, name="add-party"),
    path("ansvarlige/<int:pk>/", register.edit_party, name="party"),
    path("ansvarlige/<int:pk>/sla-sammen/", register.merge_party, name="merge-party"),
]
