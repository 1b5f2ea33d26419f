"""What a public page is made of: sections, each with the product's words until the city writes."""

import re
from dataclasses import dataclass
from datetime import datetime
from inspect import cleandoc

from ruspolitikk.accounts.models import PublicText
from ruspolitikk.accounts.public_pages.paragraphs import Paragraph, paragraphs


@dataclass(frozen=True, slots=True)
class Section:
    """`words` are the product's own, wrapped as code is; `hint` tells whoever writes for the city
    what belongs here."""

    key: str
    heading: str
    words: str
    hint: str = ""

    @property
    def text(self) -> str:
        """The words with each paragraph, and each item of a list, on a line of its own."""
        return re.sub(r"(?<!\n)\n(?!\n|- )", " ", cleandoc(self.words))


@dataclass(frozen=True, slots=True)
class PublicPage:
    kind: PublicText.Page
    lead: str
    sections: tuple[Section, ...]

    @property
    def title(self) -> str:
        return str(self.kind.label)

    def section(self, key: str) -> Section | None:
        return next((section for section in self.sections if section.key == key), None)


@dataclass(frozen=True, slots=True)
class Written:
    """A section as it stands now. `changed_at`: when the city last wrote it; None where the
    product's words stand."""

    section: Section
    text: str
    changed_at: datetime | None

    @property
    def paragraphs(self) -> list[Paragraph]:
        return paragraphs(self.text)


def written(page: PublicPage) -> list[Written]:
    own = {row.section: row for row in PublicText.objects.filter(page=page.kind)}
    return [
        Written(section, own[section.key].text, own[section.key].changed_at)
        if section.key in own
        else Written(section, section.text, None)
        for section in page.sections
    ]
