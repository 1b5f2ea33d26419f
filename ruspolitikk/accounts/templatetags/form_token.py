"""What every form that is sent holds besides its fields."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils import timezone

from ruspolitikk.accounts.kept_forms.keeping import kept_under, name_of
from ruspolitikk.accounts.kept_forms.marks import Mark, is_public
from ruspolitikk.accounts.models import KeptForm
from ruspolitikk.fields import KEPT_FIELD, MARK_FIELD

register = template.Library()


@register.inclusion_tag("components/form_token.html", takes_context=True)
def form_token(context: template.Context, name: str = "", *args: Any) -> dict[str, Any]:
    """The CSRF token and the signed mark, in place of Django's own tag. A form that was filled from
    a kept text and is shown again with its faults still says from which.

    A form that is sent to another address than its page's says which, as `{% url %}` does:
    `{% form_token "measures:row" measure.pk %}`.
    """
    request = context["request"]
    address = name if name.startswith("/") else reverse(name, args=args) if name else request.path
    is_sent_again = request.method == "POST" and address == request.path
    return {
        "mark_field": MARK_FIELD,
        "mark": Mark.of(request, address).signed(),
        "kept_field": KEPT_FIELD,
        "kept": request.POST.get(KEPT_FIELD) if is_sent_again else None,
    }


@register.inclusion_tag("accounts/_kept_forms.html", takes_context=True)
def kept_forms(context: template.Context) -> dict[str, Any]:
    """«Du har en tekst som ikke er lagret. Hent den.», where the person has any."""
    request = context["request"]
    if is_public(request):
        name = kept_under(request.path, timezone.now())
        return {"names": [name] if name else [], "is_reply": True}
    own = KeptForm.objects.fresh(timezone.now()).filter(user=request.user)
    return {"names": [name_of(kept) for kept in own], "is_reply": False}
