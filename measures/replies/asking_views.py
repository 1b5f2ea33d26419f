"""«Spør alle som ikke har svart»: who is asked, the button, and the links to copy."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods

from measures.replies.access import not_your_replies
from measures.replies.asking import Asked, ask_all, asking_of
from plans.access import visible_plan
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.wording import plural


@require_http_methods(["GET", "HEAD", "POST"])
def ask_leaders(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    today = localdate()
    plan = visible_plan(request.user, slug)
    if not plan.is_editable_by(request.user):
        return not_your_replies(request, plan)
    asking = None if plan.is_draft else asking_of(plan, today)
    if request.method == "POST" and asking and asking.may_ask:
        messages.success(request, told(ask_all(plan, today=today, by=request.user)))
        return redirect("measures:ask-leaders", plan.slug)
    to_copy = asking.to_copy if asking else []
    context = {
        "plan": plan,
        "asking": asking,
        "to_copy": [
            (row, request.build_absolute_uri(row.link.path)) for row in to_copy if row.link
        ],
    }
    return render(request, "measures/replies/ask.html", context)


def told(asked: Asked) -> str:
    n, left = asked.mailed, asked.to_copy
    sent = f"E-post er på vei til {n} {plural(n, 'ansvarlig', 'ansvarlige')}."
    sentences = [sent if n else "Ingen får ny e-post i dag."]
    if left:
        has = plural(left, "ansvarlig har", "ansvarlige har")
        sentences.append(f"{left} {has} ingen e-postadresse: kopier lenken til dem under.")
    return " ".join(sentences)
