"""«Tilgjengelighetserklæring» and «Personvern»: the product's words, or the city's own."""

import pytest

from ruspolitikk.accounts.models import LoggedAct, PublicText, User
from ruspolitikk.accounts.public_pages.paragraphs import Paragraph, paragraphs
from tests.checking_client import CheckingClient
from tests.forms_on_pages import form_on, said

pytestmark = pytest.mark.one_database

PAGE, CONTACT = "/tilgjengelighet/", "/tilgjengelighet/kontakt/rediger/"


@pytest.mark.parametrize("address", [PAGE, "/personvern/"])
def test_both_are_read_by_anybody_and_edited_by_no_stranger(address: str, db: None) -> None:
    page = CheckingClient().get(address)
    assert page.status_code == 200
    assert "Rediger" not in said(page)


def test_a_section_is_written_and_the_log_has_what_it_was(byadmin: User) -> None:
    client = CheckingClient.of(byadmin)
    form = form_on(client.get(CONTACT))
    text = "Skriv til uu@example.org\n\n- innen to uker\n- på ditt eget språk"
    answer = client.post(CONTACT, {**form, "text": text}, follow=True)
    assert "«Si fra om noe du ikke får brukt» er lagret" in said(answer)
    page = CheckingClient().get(PAGE).content.decode()
    assert '<a href="mailto:uu@example.org">' in page
    assert "<li>innen to uker</li>" in page
    act = LoggedAct.objects.get(kind=LoggedAct.Kind.PAGE)
    assert (act.about, act.what) == ("Tilgjengelighetserklæring", "Si fra om noe du ikke får brukt")
    assert act.before.startswith("Hvem du kan skrive til, er ikke skrevet inn ennå.")
    assert act.after == text


def test_without_text_the_products_own_words_stand_again(byadmin: User) -> None:
    client = CheckingClient.of(byadmin)
    client.post(CONTACT, {**form_on(client.get(CONTACT)), "text": "Ring oss"})
    client.post(CONTACT, {**form_on(client.get(CONTACT)), "text": " "})
    assert not PublicText.objects.exists()
    assert LoggedAct.objects.latest("pk").after.startswith("Hvem du kan skrive til")


def test_of_two_who_write_at_once_the_second_is_asked(byadmin: User) -> None:
    client = CheckingClient.of(byadmin)
    opened = form_on(client.get(CONTACT))
    client.post(CONTACT, {**opened, "text": "Ring Kari"})
    refused = client.post(CONTACT, {**opened, "text": "Ring Ola"})
    assert "Noen andre lagret mens du skrev" in said(refused)
    assert "Lagret nå: Ring Kari" in said(refused)
    client.post(CONTACT, form_on(refused))
    assert PublicText.objects.get().text == "Ring Ola"


def test_blank_lines_part_paragraphs_and_dashes_make_a_list() -> None:
    assert paragraphs("En\nto\n\n\nTre:\n- a\n-b\n- c") == [
        Paragraph(("En", "to"), is_list=False),
        Paragraph(("Tre:",), is_list=False),
        Paragraph(("a",), is_list=True),
        Paragraph(("-b",), is_list=False),
        Paragraph(("c",), is_list=True),
    ]
