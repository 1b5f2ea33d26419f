"""Which page of a long list an address names."""

from typing import Any

from django.contrib import messages
from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.http import HttpRequest


class CountedPaginator(Paginator[Any]):
    """The pages of rows that are counted already."""

    def __init__(self, rows: Any, per_page: int, *, count: int) -> None:
        super().__init__(rows, per_page)
        self.count = count


def page_or_nearest[T](request: HttpRequest, paginator: Paginator[T]) -> Page[T]:
    """The page that `?page=` names. Of one that is not there the reader is told, and sees the
    nearest."""
    number = request.GET.get("page", 1)
    try:
        return paginator.page(number)
    except (PageNotAnInteger, EmptyPage):
        page = paginator.get_page(number)
        messages.warning(
            request,
            f"Side «{number}» finnes ikke. Dette er side {page.number} av {paginator.num_pages}.",
        )
        return page
