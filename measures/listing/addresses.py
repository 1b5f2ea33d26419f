"""Back to the list that a form was opened in."""

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from measures.models import Measure

BACK = "tilbake"


def back_to_list(sent: QueryDict) -> str:
    """The list that a form was opened in (its query is in the form); the whole list otherwise."""
    asked = QueryDict(sent.get(BACK, "").removeprefix("?"), mutable=True)
    asked.pop("endre", None)
    asked.pop("velg", None)
    return f"{reverse('measures:list')}?{asked.urlencode()}"


def _back_to(request: HttpRequest, measure: Measure) -> str:
    """The row in its list where the form was opened there; the measure's page otherwise."""
    if BACK not in request.POST:
        return measure.get_absolute_url()
    return f"{back_to_list(request.POST)}#rad-{measure.pk}"
