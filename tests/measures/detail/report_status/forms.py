"""The report form: opened, filled in, and sent."""

from typing import Any

from lxml import html

from measures.models import Measure, Status
from tests.checking_client import CheckingClient


def form_on(answer: Any) -> dict[str, Any]:
    """What a browser would send for the report form on a page, if nothing were typed."""
    page = html.document_fromstring(answer.content.decode())
    form = page.xpath("//form[.//input[@name='version']]")[0]
    typed = form.xpath(".//textarea|.//input[not(@type='radio') or @checked]")
    chosen = form.xpath(".//option[@selected]|.//select[not(.//option[@selected])]/option[1]")
    return {
        **{field.name: (field.value or "").removeprefix("\n") for field in typed},
        **{option.getparent().get("name"): option.get("value") for option in chosen},
        "risk": "".join(form.xpath(".//input[@name='risk' and @checked]/@value")),
    }


def opened(client: CheckingClient, measure: Measure) -> dict[str, Any]:
    return form_on(client.get(f"/tiltak/{measure.pk}/"))


def save(client: CheckingClient, measure: Measure, form: dict[str, Any], **typed: Any) -> Any:
    return client.post(f"/tiltak/{measure.pk}/status/", {**form, **typed})


def text_of(answer: Any) -> str:
    page = html.document_fromstring(answer.content.decode())
    return " ".join(page.text_content().split())


def newest(measure: Measure) -> Status | None:
    return Measure.objects.get(pk=measure.pk).latest_status
