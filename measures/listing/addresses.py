"""Back to the list that a form was opened in."""

from django.http import QueryDict
from django.urls import reverse

BACK = "tilbake"
"""The field of a form that holds the query of its list."""


def back_to_list(form: QueryDict) -> str:
    """The list that a form was opened in; the whole list where the form does not say."""
    query = QueryDict(form.get(BACK, "").removeprefix("?"), mutable=True)
    query.pop("endre", None)
    query.pop("velg", None)
    return f"{reverse('measures:list')}?{query.urlencode()}"
