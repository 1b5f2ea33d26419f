"""The addresses of parties that are closed: nobody asks them any more, so they are not kept."""

from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from measures.models import PartyChange, Responsible
from ruspolitikk.accounts.models import LoggedAct, RefusedAddress, log_act


@transaction.atomic
def forget_addresses_of_closed(until: date) -> int:
    """Of those that were closed, or became another's spelling, on that day or earlier; how many.
    The address itself is kept out of the log."""
    merged = PartyChange.objects.filter(party=OuterRef("pk"), recorded_at__date__gt=until)
    over = Q(closed_on__lte=until) | (~Q(merged_into=None) & ~Exists(merged))
    parties = Responsible.objects.filter(over).exclude(email="")
    for party in parties.select_for_update(of=("self",), no_key=True).order_by("pk"):
        RefusedAddress.objects.filter(address=party.email).delete()
        Responsible.objects.filter(pk=party.pk).update(email="")
        log_act(
            LoggedAct.Kind.PARTY,
            party.name,
            "E-post slettet, den ansvarlige er nedlagt",
            "en adresse",
            by=None,
            of=party.organisation,
        )
    return len(parties)
