"""What a leader sends by a link, and what a redaktør does with it."""

from datetime import timedelta
from typing import Any

from django.utils.timezone import localdate
from lxml import html

from measures.models import Measure, Reply, ReplyLink, Responsible, Risk, Status
from plans.models import Plan
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient

LEADER = "avdelingsdirektør velferd og fritid"


def make_link(plan: Plan, name: str, by: User, **fields: Any) -> ReplyLink:
    party = Responsible.objects.get(organisation=plan.organisation, name=name)
    values = {"expires_on": localdate() + timedelta(days=14), "created_as": "redaktør", **fields}
    link: ReplyLink = ReplyLink.objects.create(
        responsible=party, plan=plan, created_by=by, **values
    )
    return link


def said(answer: Any) -> str:
    return " ".join(html.document_fromstring(answer.content.decode()).text_content().split())


def sent(link: ReplyLink, *typed: tuple[Measure, dict[str, Any]], client: Any = None) -> Any:
    """The page's form as it was opened, with what was typed about some measures."""
    client = client or CheckingClient()
    page = client.get(link.path)
    data: dict[str, Any] = {}
    for form in page.context["replies"].forms:
        for name in form.fields:
            value = form[name].value()
            if value not in (None, False):
                data[form.add_prefix(name)] = value
    for measure, fields in typed:
        data |= {f"t{measure.pk}-{name}": value for name, value in fields.items()}
    return client.post(link.path, data)


def answered(link: ReplyLink, measure: Measure, **typed: Any) -> Reply:
    answer = sent(link, (measure, typed))
    assert answer.status_code == 302, said(answer)
    found: Reply = Reply.objects.waiting().get(measure=measure, link=link)
    return found


def entries() -> list[Any]:
    return [
        list(model._default_manager.order_by("pk").values_list()) for model in (Status, Risk)
    ] + [list(Measure.objects.order_by("pk").values_list("pk", "report_version", "text"))]


def act(user: User, answer: Reply, verb: str, **typed: Any) -> Any:
    return CheckingClient.of(user).post(f"/mottatte-svar/{answer.pk}/{verb}/", typed)
