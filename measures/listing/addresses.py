"""Back to the list that a form was opened in."""

from django.http import QueryDict
from django.urls import reverse

BACK = "tilbake"
"""The field of a form that holds the query of its list."""


def back_to_list(form: QueryDict) -> str:
    """The list that a form was opened in; the whole list where the form does not say."""
    return list_at(QueryDict(form.get(BACK, "").removeprefix("?")))


def list_at(query: QueryDict) -> str:
    """The list that a query asks for, with no row opened and nothing ticked."""
    without = query.copy()
    without.pop("endre", None)
    without.pop("velg", None)
    return f"{reverse('measures:list')}?{without.urlencode()}"
