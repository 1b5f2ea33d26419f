"""The whole table: every part of what is measured, in the databases of one kind."""

from tests.benchmarks import city_pages, databases, run
from tests.benchmarks.run import SIZES, Finding, Place


def measured(kind: str, *, quick: bool) -> list[Finding]:
    """Fill the databases of one kind and measure them; nothing of it is left behind."""
    sizes = ["×1"] if quick else list(SIZES)
    runs = 7 if quick else 21
    with databases.urls(kind, [f"times_{SIZES[size]}" for size in sizes]) as urls:
        places = [Place(url, size) for url, size in zip(urls, sizes, strict=True)]
        try:
            findings = [
                finding
                for place in places
                for part in (run, city_pages)
                for finding in part.at_one_size(place, runs)
            ]
            if not quick:
                one, ten = places
                findings += run.between_sizes(one, ten, runs)
                findings += city_pages.between_sizes(one, ten)
            return findings
        finally:
            for place in places:
                place.database.close()
