"""Parties of the register, and their pages."""

from typing import Any

from measures.models import Responsible
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient
from tests.factories import organisation

WITH_HYPHEN = "teamleder rus- og boligsosialt team"
WITHOUT = "teamleder rus og boligsosialt team"


def party(bydel: str, name: str) -> Responsible:
    found: Responsible = Responsible.objects.get_by_natural_key(bydel, name)
    return found


def new_party(name: str, bydel: str = "grorud", **fields: Any) -> Responsible:
    return Responsible.objects.create(organisation=organisation(bydel), name=name, **fields)


def said(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def form_of(subject: Responsible, **typed: Any) -> dict[str, Any]:
    """What the party's page would send, with what was typed."""
    closed = f"{subject.closed_on:%d.%m.%Y}" if subject.closed_on else ""
    return {
        "name": subject.name,
        "kind": subject.kind,
        "part_of": subject.part_of_id or "",
        "email": subject.email,
        "closed_on": closed,
        "users": list(subject.users.values_list("pk", flat=True)),
        **typed,
    }


def offered(user: User, address: str) -> set[str]:
    form = CheckingClient.of(user).get(address).context["form"]
    return {one.name for one in form.fields["parties"].queryset}
