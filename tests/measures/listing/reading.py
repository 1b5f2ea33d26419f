"""«Tiltak» as somebody sees it."""

from typing import Any

from lxml import html

from measures.models import Measure
from tests.checking_client import CheckingClient


def listed(client: CheckingClient, query: str = "") -> Any:
    answer = client.get(f"/tiltak/?{query or 'plan='}")
    assert answer.status_code == 200
    return answer


def total(client: CheckingClient, query: str) -> int:
    count: int = listed(client, query).context["summary"].total
    return count


def text_of(answer: Any) -> str:
    page = html.document_fromstring(answer.content.decode())
    return " ".join(page.text_content().split())


def found(answer: Any) -> list[tuple[str, int]]:
    return [(m.plan.slug, m.n) for m in measures_in(answer)]


def measures_in(answer: Any) -> list[Measure]:
    """The measures of the rows that the page shows, in order."""
    return [row.record for row in answer.context["table"].paginated_rows]
