"""What looks like personal data is asked about in the admin as on the pages."""

from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.contrib import admin
from django.test import RequestFactory
from lxml import html

from measures.models import Item, Measure, StatusWord
from ruspolitikk.accounts.models import User
from ruspolitikk.fields import TextField
from tests.admin.rows import filled_in, path
from tests.checking_client import CheckingClient

pytestmark = pytest.mark.one_database

NUMBER = "Ring 22 33 44 55"
ASKED = "telefonnummer («22 33 44 55»)"
OF_ITS_OWN_KIND = (TextField, forms.EmailField, forms.SlugField, forms.JSONField)
OF_OUR_FLOORS = {"accounts", "plans", "measures", "reporting"}


def forms_of(one: Any, request: Any) -> Iterator[Any]:
    yield one.get_form(request)
    for inline in one.get_inline_instances(request):
        yield inline.get_formset(request).form


def test_every_text_of_every_form_of_the_admin_is_a_field_that_asks(superuser: User) -> None:
    request: Any = RequestFactory().get("/admin/")
    request.user = superuser
    silent, asking = set[str](), set[str]()
    for model, one in admin.site._registry.items():
        if model._meta.app_label not in OF_OUR_FLOORS or not one.has_add_permission(request):
            continue
        for form in forms_of(one, request):
            for name, field in form.base_fields.items():
                if not isinstance(field, forms.CharField) or "password" in name:
                    continue
                is_asking = isinstance(field, OF_ITS_OWN_KIND) or field.widget.is_hidden
                (asking if is_asking else silent).add(f"{form._meta.model.__name__}.{name}")
    assert silent == set()
    assert {"Measure.text", "Item.text", "Goal.text", "Responsible.name", "Theme.name"} <= asking


def test_a_form_with_faults_says_so_in_norwegian(superuser: User) -> None:
    page = CheckingClient.of(superuser).post("/admin/accounts/user/add/", {}).content.decode()
    [note] = html.fromstring(page).find_class("errornote")
    assert note.text_content() == "Ikke lagret. Rett feilene under."


def saved_again(answer: Any) -> dict[str, Any]:
    """What a browser sends when the form that came back is saved as it stands."""
    page = html.document_fromstring(answer.content.decode())
    [form] = page.xpath("//main//form[@method='post' and not(contains(@id, 'logout'))]")
    sent: dict[str, Any] = {}
    for name, value in form.form_values():
        sent.setdefault(name, []).append(value.removeprefix("\n"))  # of a textarea, none of its own
    return {name: value for name, value in sent.items() if name == "_save" or name[0] != "_"}


@pytest.mark.parametrize(
    ("field", "model"), [("text", Measure), ("items-0-text", Item)], ids=["measure", "inline"]
)
def test_a_number_is_asked_about_once_and_nothing_that_was_typed_is_lost(
    staff: User, field: str, model: type[Any]
) -> None:
    item = Item.objects.filter(measure__plan__slug="grorud-2023").order_by("position")[0]
    row = item.measure if model is Measure else item
    client, address = CheckingClient.of(staff), path(Measure, item.measure_id, "change")
    before = row.text
    typed = {**filled_in(client, address), "topic": "Bolig", field: f"{before} {NUMBER}"}

    first = client.post(address, typed)
    assert first.status_code == 200
    assert ASKED in first.content.decode()
    again = saved_again(first)
    assert again[field] == [f"{before} {NUMBER}"]
    assert again["topic"] == ["Bolig"]
    row.refresh_from_db()
    assert row.text == before

    assert client.post(address, again).status_code == 302
    row.refresh_from_db()
    assert NUMBER in row.text
    opened = filled_in(client, address)
    assert client.post(address, {**opened, "topic": "Helse"}).status_code == 302, "not asked again"


def test_a_number_of_birth_is_refused_in_the_admin_however_often_it_is_sent(
    staff: User, superuser: User, leser: User
) -> None:
    client = CheckingClient.of(staff)
    typed = {**filled_in(client, path(StatusWord, "add")), "code": "completed"}
    answer = client.post(path(StatusWord, "add"), {**typed, "words": "15076500565"})
    assert "Det kan ikke lagres her" in answer.content.decode()
    answer = client.post(path(StatusWord, "add"), saved_again(answer))
    assert "Det kan ikke lagres her" in answer.content.decode()
    assert not StatusWord.objects.filter(words="15076500565").exists()

    client, address = CheckingClient.of(superuser), path(User, leser.pk, "change")
    opened = filled_in(client, address)
    for field in ("first_name", "username"):
        answer = client.post(address, {**opened, field: "15076500565"})
        assert "Det kan ikke lagres her" in answer.content.decode()
    new = {"username": "15076500565", "usable_password": "false"}
    answer = client.post(path(User, "add"), {**filled_in(client, path(User, "add")), **new})
    assert "Det kan ikke lagres her" in answer.content.decode()
    named = {**opened, "first_name": "Kari", "last_name": "Hansen"}
    assert client.post(address, named).status_code == 302, "a name is a name there"
