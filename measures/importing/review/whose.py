"""Whose plan a document says that it is, where that is another bydel than it is read in for."""

import re

from measures.importing.sentences import names_another_bydel
from ruspolitikk.accounts.models import Organisation
from ruspolitikk.wording import address_word


def said_of_another_bydel(title: str, file_name: str, owner: Organisation) -> str:
    """The sentence; empty where the title, or else the name of the file, names `owner` or none."""
    bydeler = {address_word(one.name): one for one in Organisation.objects.bydeler()}
    for where, words in (("Tittelen", title), ("Filnavnet", file_name)):
        if named := _named_in(words, list(bydeler)):
            if address_word(owner.name) in named:
                return ""
            others = [bydeler[name].full_name for name in named]
            return names_another_bydel(where, others, owner.full_name)
    return ""


def _named_in(words: str, names: list[str]) -> list[str]:
    """In the order of the text, each once. «Søndre Nordstrand» does not name Nordstrand."""
    longest_first = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    said = address_word(re.sub(r"[_.]", " ", words))
    return list(dict.fromkeys(re.findall(rf"(?<![a-z0-9])({longest_first})s?(?![a-z0-9])", said)))
