"""Odd text, the forms it is typed in, and where it is found again."""

import unicodedata
from typing import Any

import pytest
from django.test import Client
from lxml import html

from measures.models import Item, Measure

ODD = {
    "vertical tab": "før\x0better",
    "30,000 characters": "langt " * 4999 + "slutt",
    "emoji": "Gatefotball ⚽ 👩‍👩‍👧 🏳️‍🌈",
    "NFD": unicodedata.normalize("NFD", "Møteplass på Grünerløkka"),
    "markup": "<script>alert('x')</script><b>fet</b> &amp; &lt;",
    "formula": '=HYPERLINK("http://example.com","trykk")',
    "percent": "50 %(who)s %s {{ plan }} {% now 'Y' %}",
    "right to left": "\u202eesrever\u202c",
}
Form = dict[str, str]

UNSTORABLE = {"null": "a\x00b", "what bytes that are no text become": "a\ufffdb"}
SPECIAL = pytest.mark.parametrize("odd", ODD.values(), ids=ODD)


def form_on(answer: Any) -> Form:
    """What a browser would send for the form on a page, if nothing were typed."""
    page = html.document_fromstring(answer.content.decode())
    form = page.xpath("//form[.//input[@name='version']]")[0]
    ticked = "not(@type='radio' or @type='checkbox') or @checked"
    fields = form.xpath(f".//textarea|.//input[{ticked}]")
    return {
        **{field.name: field.value.removeprefix("\n") for field in fields if field.value},
        **{each.getparent().name: each.get("value") for each in form.xpath(".//option[@selected]")},
    }


def reported(client: Client, measure: Measure, form: Form, **typed: str) -> Any:
    return client.post(f"/tiltak/{measure.pk}/status/", {**form, **typed})


def value_of(answer: Any, field: str) -> str:
    """What stands in a field of the page's form."""
    page = html.document_fromstring(answer.content.decode())
    return (page.xpath(f"//*[@name='{field}']")[0].value or "").removeprefix("\n")


def said(answer: Any) -> str:
    return " ".join(html.document_fromstring(answer.content.decode()).text_content().split())


def kept(measure: Measure, field: str) -> str:
    """What is stored, wherever the field's text goes."""
    fresh = Measure.objects.select_related("latest_deadline").get(pk=measure.pk)
    if field == "items":
        return Item.objects.get(measure=measure).text
    if field == "responsible":
        return fresh.responsible_text
    if field.startswith("deadline_"):
        assert fresh.latest_deadline is not None
        return str(getattr(fresh.latest_deadline, field.removeprefix("deadline_")))
    return str(getattr(fresh, field))
