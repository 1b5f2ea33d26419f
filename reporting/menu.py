"""The menu: a few words, the same on every page, with the current one marked."""

from dataclasses import dataclass
from functools import partial

from django.http import HttpRequest
from django.urls import reverse

from measures.filters.measure_filter import IN_FORCE
from measures.models import Reply
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
    return {
        "menu": partial(menu_items, user, request.path),
        "who": lambda: user.acting_as,
        "is_search_page": request.path == reverse("reporting:search"),
    }


def menu_items(user: User, path: str) -> list[MenuItem]:
    own = user.edits_bydeler
    own_list = f"?bydel={own[0].slug}&plan={IN_FORCE}" if len(own) == 1 else ""
    words = [
        ("Tiltak", reverse("measures:list"), own_list),
        ("Planer", reverse("measures:plans"), ""),
        ("Oversikt", reverse("reporting:overview"), ""),
        ("Byens plan", reverse("reporting:coverage"), ""),
        ("Sammenlign", reverse("reporting:comparison"), ""),
        ("Temaer", reverse("reporting:themes"), ""),
    ]
    if own:
        words.insert(0, ("Å gjøre", reverse("reporting:todo"), ""))
        if n := Reply.objects.waiting().filter(measure__plan__organisation__in=own).count():
            told = f"{n} svar venter"
            words.insert(1, (told, f"{reverse('reporting:todo')}#svar-{own[0].slug}", ""))
        words.append(("Ansvarlige", reverse("measures:parties"), ""))
    elif user.is_responsible:
        words.insert(0, ("Mine tiltak", reverse("reporting:mine"), ""))
    words.append(("Utvikling", reverse("reporting:trend"), ""))
    if user.is_city_admin:
        words.insert(0, ("Runder", reverse("reporting:rounds"), ""))
        words.append(("Statusord", reverse("measures:words"), ""))
    if user.keeps_for_the_city:
        words.append(("Personer", reverse("people:people"), ""))
    return [MenuItem(text, url + query, path.startswith(url)) for text, url, query in words]
