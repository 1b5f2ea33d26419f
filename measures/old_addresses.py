"""What addresses said before, in today's words: bookmarks and links in mails still open."""

from django.http import QueryDict

from measures.vocabulary import StatusCode

ENDED = "ended"
"""Avsluttet and Utgått together, before these were two stages."""


def in_todays_words(query: QueryDict) -> str | None:
    """What an old address of the list means, from its «?» on; None where nothing in it is old."""
    named = query.getlist("status")
    if ENDED not in named:
        return None
    meant = query.copy()
    rest = [one for one in named if one != ENDED]
    meant.setlist("status", [*rest, StatusCode.COMPLETED.value, StatusCode.CANCELLED.value])
    return f"?{meant.urlencode()}"
