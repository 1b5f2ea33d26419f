"""A measure's form: opened, filled in, and sent."""

from typing import Any

from lxml import html

from measures.models import Measure
from plans.models import Plan
from tests.checking_client import CheckingClient

Form = dict[str, list[str]]


def form_on(answer: Any) -> Form:
    """What a browser would send for the measure form on a page, if nothing were typed."""
    page = html.document_fromstring(answer.content.decode())
    form = page.xpath("//form[.//input[@name='version']]")[0]
    values: Form = {}
    for field in form.xpath(".//textarea|.//input[not(@type='checkbox') or @checked]"):
        text = (field.value or "").removeprefix("\n").replace("\n", "\r\n")
        values.setdefault(field.name, []).append(text)
    for option in form.xpath(".//option[@selected]|.//select[not(.//@selected)]/option[1]"):
        values.setdefault(option.getparent().get("name"), []).append(option.get("value"))
    values.pop("csrfmiddlewaretoken")
    values.pop("merke")
    return values


def opened(client: CheckingClient, measure: Measure) -> Form:
    return form_on(client.get(f"/tiltak/{measure.pk}/rediger/"))


def save(client: CheckingClient, measure: Measure, form: Form, **typed: Any) -> Any:
    return client.post(f"/tiltak/{measure.pk}/rediger/", {**form, **typed})


def add(client: CheckingClient, plan: Plan, **typed: Any) -> Any:
    address = f"/planer/{plan.slug}/nytt-tiltak/"
    return client.post(address, {**form_on(client.get(address)), **typed})


def text_of(answer: Any) -> str:
    page = html.document_fromstring(answer.content.decode())
    return " ".join(page.text_content().split())


def again(measure: Measure) -> Measure:
    return Measure.objects.select_related("plan", "latest_deadline").get(pk=measure.pk)
