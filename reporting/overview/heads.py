"""The headings of the overview's tables. Each sorts the page by its column."""

from collections.abc import Iterable, Sequence
from html import escape

from django.http import QueryDict
from django.templatetags.static import static
from django.utils.safestring import SafeString

from measures.listing.rows import joined
from measures.vocabulary import NOT_REPORTED, UNMAPPED, label_for
from reporting.overview.page import Sorting, Stage
from reporting.overview.rows import DrawnRow


class Headings:
    """Of one page: what stands in its address is kept, but for the order."""

    def __init__(self, asked: QueryDict, sort: Sorting) -> None:
        kept = asked.copy()
        kept.pop("sort", None)
        self.by_number = f"?{escape(kept.urlencode())}"
        self.by = f"{self.by_number}{'&amp;' if kept else ''}sort="
        self.sort = sort
        self.signs = static("ruspolitikk/status.svg")
        self.total = self._column("total", escape("Tiltak"))

    def drawn(self, codes: Sequence[str], stages: Iterable[Stage]) -> DrawnRow:
        return DrawnRow(True, self._of_matrix(codes), self._of_stages(stages), self._of_facts())

    def _of_matrix(self, codes: Sequence[str]) -> SafeString:
        plan = f'<th scope="col">{escape("Plan")}</th>\n'
        # Longer than its numbers, the word says where it may be broken.
        reported = self._column("reported", "Rappor&shy;tert")
        overdue = self._column("overdue", escape("Over frist"))
        high_risk = self._column("high_risk", escape("Høy risiko"))
        each = (self._column(code, escape(label_for(code)), self._sign(code)) for code in codes)
        return joined([self._bydel(), plan, self.total, reported, *each, overdue, high_risk])

    def _of_stages(self, stages: Iterable[Stage]) -> SafeString:
        each = (
            self._column(stage.key, escape(stage.label), after=_in_small(stage.words))
            for stage in stages
        )
        return joined([self._bydel(), self.total, *each])

    def _of_facts(self) -> SafeString:
        return joined(
            [
                self._bydel(),
                self._column("last_reported", escape("Sist meldt"), kind=""),
                self._column("moves", escape("Flyttede frister")),
                self._column("average_slip", escape("Flyttet i snitt")),
                self._column("answered", escape("Svarer på byens tiltak")),
            ]
        )

    def _bydel(self) -> str:
        order = "" if self.sort.key else ' aria-sort="ascending"'
        return f'<th scope="col"{order}><a href="{self.by_number}">{escape("Bydel")}</a></th>\n'

    def _column(
        self, key: str, label: str, before: str = "", after: str = "", kind: str = ' class="num"'
    ) -> str:
        """Of numbers: first the largest on top, and turned where it is the order already. What it
        shows is escaped."""
        is_order, is_descending = key == self.sort.key, self.sort.is_descending
        order = f' aria-sort="{"de" if is_descending else "a"}scending"' if is_order else ""
        to = key if is_order and is_descending else f"-{key}"
        link = f'<a href="{self.by}{to}">{label}</a>'
        return f'<th scope="col"{kind}{order}>{before}{link}{after}</th>\n'

    def _sign(self, code: str) -> str:
        sign = NOT_REPORTED if code == UNMAPPED else code
        use = f'<use href="{self.signs}#{sign}"></use>'
        return f'<svg class="sign" aria-hidden="true" focusable="false">{use}</svg>'


def _in_small(words: str) -> str:
    return f' <span class="base">{escape(words)}</span>' if words else ""
