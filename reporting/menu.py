"""The menu: a few words, the same on every page, with the current one marked."""

from dataclasses import dataclass
from functools import partial

from django.http import HttpRequest
from django.urls import reverse

from measures.filters import IN_FORCE
from ruspolitikk.accounts.models import User


@dataclass(frozen=True, slots=True)
class MenuItem:
    label: str
    url: str
    current: bool


def menu(request: HttpRequest) -> dict[str, object]:
    """Context for the page's head; nothing for somebody who has not logged in.

    A fragment has no head: the words are looked up when a template asks for them.
    """
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {}
    return {"menu": partial(menu_items, user, request.path), "who": lambda: user.acting_as}


def menu_items(user: User, path: str) -> list[MenuItem]:
    own = user.edits_bydeler
    own_list = f"?bydel={own[0].slug}&plan={IN_FORCE}" if len(own) == 1 else ""
    words = [
        ("Tiltak", reverse("measures:list"), own_list),
        ("Planer", reverse("measures:plans"), ""),
        ("Oversikt", reverse("reporting:overview"), ""),
        ("Dekning", reverse("reporting:coverage"), ""),
        ("Side om side", reverse("reporting:comparison"), ""),
        ("Temaer", reverse("reporting:themes"), ""),
    ]
    if own:
        words.insert(0, ("Å gjøre", reverse("reporting:todo"), ""))
        words.append(("Ansvarlige", reverse("measures:parties"), ""))
    elif user.is_responsible:
        words.insert(0, ("Mine tiltak", reverse("reporting:mine"), ""))
    words.append(("Utvikling", reverse("reporting:trend"), ""))
    words.append(("Søk", reverse("reporting:search"), ""))
    return [MenuItem(text, url + query, path.startswith(url)) for text, url, query in words]
