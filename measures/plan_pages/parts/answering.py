"""What the page of a plan's order answers with.

Each row is a form of its own; its buttons name the act. The answer leads back to the same button,
so that who works by keyboard can press it again.
"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from plans.models import Plan
from ruspolitikk.accounts.http import AuthenticatedRequest

STEPS = {"opp": -1, "ned": 1}
"""The button's value → one place up or down."""


def back_to(page: str, plan: Plan, anchor: str) -> HttpResponse:
    """`page` is the name of its address."""
    return redirect(f"{reverse(page, args=[plan.slug])}#{anchor}")


def not_in_the_plan(request: AuthenticatedRequest, page: str, plan: Plan) -> HttpResponse:
    messages.error(request, "Det finnes ikke i planen lenger. Ingenting er endret.")
    return redirect(page, plan.slug)
