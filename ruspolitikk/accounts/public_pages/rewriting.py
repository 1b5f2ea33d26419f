"""Writing a section anew, with what it was before in the log of acts."""

from django.db import transaction
from django.utils import timezone

from ruspolitikk.accounts.models import LoggedAct, Organisation, PublicText, User, log_act
from ruspolitikk.accounts.public_pages.sections import PublicPage, Written


@transaction.atomic
def rewrite(page: PublicPage, before: Written, text: str, *, by: User) -> None:
    """Without text, and with the product's own, the product's words stand again."""
    own = PublicText.objects.filter(page=page.kind, section=before.section.key)
    if not text or text == before.section.text:
        own.delete()
        text = before.section.text
    else:
        PublicText.objects.update_or_create(
            page=page.kind,
            section=before.section.key,
            defaults={"text": text, "changed_at": timezone.now()},
        )
    if text != before.text:
        city = Organisation.objects.get(kind=Organisation.Kind.CITY)
        heading = before.section.heading
        log_act(LoggedAct.Kind.PAGE, page.title, heading, before.text, text, by=by, of=city)
