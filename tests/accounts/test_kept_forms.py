"""What was typed when the session or the form's token was gone: kept, for its person alone."""

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from lxml import html

from measures.models import Measure
from plans.models import Plan
from ruspolitikk.accounts.kept_forms import keeping
from ruspolitikk.accounts.kept_forms.marks import Mark
from ruspolitikk.accounts.models import KeptForm, Membership, User
from tests.checking_client import CheckingClient
from tests.forms_on_pages import form_on, said
from tests.measures.replies.replying import make_link

# What the pages and files say is written in Python; the rules behind ask both databases.
pytestmark = pytest.mark.one_database

NEW = "/planer/grorud-2023/nytt-tiltak/"
TEXT = "Alle ansatte skal\r\nkunne gi nalokson."
REFUSED = "Skjemaet kunne ikke kontrolleres, så ingenting er lagret."
NO_TOKEN = {"X-CSRFToken": ""}


@pytest.fixture
def measure(five_plans: None) -> Measure:
    return Measure.objects.get_by_natural_key("grorud-2023", 20)


def mark(user: User | None, address: str, page: str = "") -> str:
    return Mark(user.pk if user else None, address, page).signed()


def lose(user: User, address: str, sent: dict[str, Any], **more: Any) -> Any:
    """Send a form that this person opened, when the session is gone."""
    return CheckingClient().post(address, {**sent, "merke": mark(user, address)}, **more)


def new_measure(grorud: User) -> dict[str, Any]:
    form = form_on(CheckingClient.of(grorud).get(NEW))
    return {**form, "text": TEXT, "deadline_words": "1. halvår 2027", "topic": "Bolig"}


def kept_address(answer: Any) -> str:
    """Where the log-in leads."""
    assert answer.status_code == 302
    parts = urlsplit(answer.url)
    assert parts.path == "/logg-inn/"
    return parse_qs(parts.query)["next"][0]


def fields(answer: Any, form_id: str = "ulagret") -> Any:
    page = html.document_fromstring(answer.content.decode())
    return page.xpath("//form[@id=$id]", id=form_id)[0].fields


def press_save(client: CheckingClient, answer: Any, button: str = "Lagre nå") -> Any:
    """Send the page's filled form as its button would, with what names the form from beside it."""
    page = html.document_fromstring(answer.content.decode())
    [form] = [f for f in page.forms if button in f.text_content()]
    sent: dict[str, list[str]] = {}
    beside = page.xpath("//input[@form=$id]", id=form.get("id", ""))
    for name, value in [*form.form_values(), *((each.name, each.value) for each in beside)]:
        sent.setdefault(name, []).append(str(value).removeprefix("\n").replace("\n", "\r\n"))
    return client.post(form.get("action") or NEW, sent)


def test_a_session_that_is_gone_loses_nothing_of_a_new_measure(grorud: User) -> None:
    address = kept_address(lose(grorud, NEW, new_measure(grorud)))

    log_in = CheckingClient().get("/logg-inn/", {"next": address})
    assert "Det du skrev, er ikke lagret ennå. Du var logget ut" in said(log_in)
    assert 'value="grorud"' in log_in.content.decode()

    client = CheckingClient.of(grorud)
    filled = client.get(address)
    assert "Her er alt du skrev. Det er ikke lagret ennå." in said(filled)
    assert fields(filled)["text"].strip() == TEXT.replace("\r\n", "\n")
    assert fields(filled)["deadline_words"] == "1. halvår 2027"

    saved = press_save(client, filled)
    assert saved.status_code == 302
    assert (
        Measure.objects.get(plan__slug="grorud-2023", topic="Bolig").text
        == "Alle ansatte skal\nkunne gi nalokson."
    )
    assert not KeptForm.objects.exists()


def test_goals_in_one_form_are_all_there_after_a_session_that_was_gone(grorud: User) -> None:
    parts = "/planer/grorud-2023/deler/"
    client = CheckingClient.of(grorud)
    typed = {**form_on(client.get(parts)), "maal-0-text": "Et mål om", "maal-1-text": "To mål om"}

    filled = client.get(kept_address(lose(grorud, parts, typed)))

    assert "Her er alt du skrev. Det er ikke lagret ennå." in said(filled)
    page = html.document_fromstring(filled.content.decode())
    [form] = [form for form in page.forms if "maal-0-text" in form.fields]
    refilled = (form.fields["maal-0-text"].strip(), form.fields["maal-1-text"].strip())
    assert refilled == ("Et mål om", "To mål om")


def test_faults_are_told_as_usual_and_the_text_is_kept_until_it_is_saved(grorud: User) -> None:
    sent = {
        **new_measure(grorud),
        "text": "",
        "items": "",
        "deadline_words": "",
        "topic": "x" * 900,
    }
    client = CheckingClient.of(grorud)
    filled = client.get(kept_address(lose(grorud, NEW, sent)))
    again = press_save(client, filled)
    assert again.status_code == 200
    assert "Skjemaet er ikke lagret." in said(again)
    assert KeptForm.objects.exists()
    page = html.document_fromstring(again.content.decode())
    [form] = [f for f in page.forms if "deadline_words" in f.fields]
    form.fields["text"] = TEXT
    form.fields["topic"] = "Bolig"
    assert client.post(NEW, dict(form.form_values())).status_code == 302
    assert not KeptForm.objects.exists()


def test_another_person_gets_an_ordinary_log_in_and_not_a_word(
    grorud: User, ostensjo: User
) -> None:
    address = kept_address(lose(grorud, NEW, new_measure(grorud)))
    other = CheckingClient.of(ostensjo).get(address)
    assert (other.status_code, other.url) == (302, "/")
    assert "nalokson" not in CheckingClient.of(ostensjo).get("/", follow=True).content.decode()
    discarded = CheckingClient.of(ostensjo).post(
        "/ikke-lagret/forkast/", {"ulagret": address.split("/")[2]}
    )
    assert discarded.status_code == 302
    assert KeptForm.objects.exists()


def test_a_text_is_deleted_after_an_hour_and_that_is_said(
    grorud: User, ostensjo: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = kept_address(lose(grorud, NEW, new_measure(grorud)))
    KeptForm.objects.update(kept_at=timezone.now() - timedelta(minutes=61))
    monkeypatch.setattr(keeping, "KEPT_FOR", timedelta(seconds=-1))
    gone = CheckingClient.of(grorud).get(address)
    assert gone.status_code == 410
    assert "Teksten er slettet etter en time." in said(gone)
    assert not KeptForm.objects.exists()
    assert CheckingClient.of(ostensjo).get(address).url == "/"
    assert "skrev" not in said(CheckingClient().get("/logg-inn/", {"next": address}))


def test_a_command_deletes_what_is_too_old_and_nothing_else(grorud: User) -> None:
    lose(grorud, NEW, new_measure(grorud))
    lose(grorud, "/planer/ny/", {"title": "Ny plan"})
    KeptForm.objects.filter(address=NEW).update(kept_at=timezone.now() - timedelta(minutes=61))
    call_command("delete_old_texts")
    assert [kept.address for kept in KeptForm.objects.all()] == ["/planer/ny/"]


def test_a_text_that_is_discarded_is_gone_at_once(grorud: User) -> None:
    client = CheckingClient.of(grorud)
    filled = client.get(kept_address(lose(grorud, NEW, new_measure(grorud))))
    assert "Forkast teksten" in said(filled)
    client.post("/ikke-lagret/forkast/", form_on(filled, "Forkast teksten"))
    assert not KeptForm.objects.exists()


def test_one_is_kept_for_each_person_and_form(grorud: User, measure: Measure) -> None:
    lose(grorud, NEW, new_measure(grorud))
    lose(grorud, NEW, {"text": "Det nyeste"})
    lose(grorud, f"/tiltak/{measure.pk}/frist/", {"words": "31.12.2027"})
    assert [kept.typed["text"] for kept in KeptForm.objects.filter(address=NEW)] == ["Det nyeste"]
    assert KeptForm.objects.count() == 2


@pytest.mark.parametrize("sent", ["forged", "another form's", "none", "old"])
def test_nothing_is_kept_without_a_good_mark(
    sent: str, grorud: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    marks = {
        "forged": mark(grorud, NEW)[:-1] + "!",
        "another form's": mark(grorud, "/planer/ny/"),
        "none": "",
        "old": mark(grorud, NEW),
    }
    if sent == "old":
        monkeypatch.setattr("ruspolitikk.accounts.kept_forms.marks.GOOD_FOR", timedelta(seconds=-1))
    answer = CheckingClient().post(NEW, {"text": TEXT, "merke": marks[sent]})
    assert answer.url == f"/logg-inn/?next={NEW}"
    assert not KeptForm.objects.exists()


def test_nothing_from_another_site_is_kept(grorud: User) -> None:
    lose(grorud, NEW, {"text": TEXT}, headers={"Sec-Fetch-Site": "cross-site"})
    assert not KeptForm.objects.exists()


def test_a_password_is_never_kept(grorud: User) -> None:
    sent = {"old_password": "hemmelig", "new_password1": "a", "new_password2": "a"}
    assert lose(grorud, "/passord/", sent).url == "/logg-inn/?next=/passord/"
    assert not KeptForm.objects.exists()


def test_more_than_a_megabyte_is_not_kept_and_that_is_said(grorud: User) -> None:
    answer = lose(grorud, NEW, {"text": "æ" * 500_001})
    assert answer.status_code == 413
    assert "vi har ikke tatt vare på det" in said(answer)
    assert not KeptForm.objects.exists()


def test_a_file_is_not_kept_and_that_is_said(grorud: User) -> None:
    answer = lose(grorud, NEW, {"text": TEXT, "fil": SimpleUploadedFile("plan.docx", b"PK")})
    filled = CheckingClient.of(grorud).get(kept_address(answer))
    assert "Filen du valgte, er ikke tatt vare på (plan.docx)" in said(filled)


def test_bytes_that_no_database_keeps_are_kept_as_they_were_sent(grorud: User) -> None:
    lose(grorud, NEW, {"text": "a\x00b"})
    assert KeptForm.objects.get().typed["text"] == "a\x00b"


# --- An old token ---------------------------------------------------------------------------------


def test_an_old_token_is_answered_by_a_page_with_the_text_and_one_button(
    grorud: User, measure: Measure
) -> None:
    client = CheckingClient.of(grorud)
    address = reverse("measures:report-status", args=[measure.pk])
    typed = {**form_on(client.get(address)), "status": "implemented", "risk": "low"}
    sent = {**typed, "remark": "Kameratredning\r\nto ganger.", "merke": mark(grorud, address)}

    asked = client.post(address, sent, headers=NO_TOKEN)
    assert asked.status_code == 200
    assert "Ikke lagret ennå" in said(asked)
    assert "Iverksatt" in said(asked)
    assert "Kameratredning to ganger." in said(asked)
    assert measure.statuses.count() == 0 or measure.statuses.latest("pk").words != "Iverksatt"

    assert press_save(client, asked).status_code == 302
    measure.refresh_from_db()
    assert measure.latest_status.code == "implemented"
    assert measure.latest_status.remark == "Kameratredning\nto ganger."
    assert not KeptForm.objects.exists()


def test_an_old_token_of_another_person_is_refused_without_the_text(
    grorud: User, ostensjo: User
) -> None:
    sent = {"text": TEXT, "merke": mark(grorud, NEW)}
    answer = CheckingClient.of(ostensjo).post(NEW, sent, headers=NO_TOKEN)
    assert answer.status_code == 403
    assert REFUSED in said(answer)
    assert "nalokson" not in answer.content.decode()
    assert not KeptForm.objects.exists()


def test_an_old_token_without_a_mark_is_refused_by_a_page_of_our_own(grorud: User) -> None:
    answer = CheckingClient.of(grorud).post(NEW, {"text": TEXT}, headers=NO_TOKEN)
    assert answer.status_code == 403
    assert REFUSED in said(answer)


def test_logging_in_twice_in_two_tabs_leads_on(grorud: User) -> None:
    client = CheckingClient.of(grorud)
    answer = client.post("/logg-inn/", {"next": "/planer/"}, headers=NO_TOKEN, follow=True)
    assert answer.redirect_chain[-1][0] == "/planer/"


# --- What happened meanwhile ----------------------------------------------------------------------


def test_a_measure_that_is_gone_leaves_the_text_to_copy(grorud: User) -> None:
    address = "/tiltak/987654321/frist/"
    gone = CheckingClient.of(grorud).get(kept_address(lose(grorud, address, {"reason": TEXT})))
    assert gone.status_code == 404
    assert "Tiltaket er fjernet fra planen. Teksten din står her" in said(gone)
    assert "kunne gi nalokson." in said(gone)


def test_a_role_that_is_lost_leaves_the_text_to_copy(grorud: User) -> None:
    address = kept_address(lose(grorud, NEW, new_measure(grorud)))
    Membership.objects.filter(user=grorud).delete()
    lost = CheckingClient.of(grorud).get(address)
    assert lost.status_code == 403
    assert "Du har ikke lenger tilgang til å endre dette." in said(lost)
    assert "kunne gi nalokson." in said(lost)


def test_what_was_changed_meanwhile_is_shown_beside_as_ever(grorud: User, measure: Measure) -> None:
    client = CheckingClient.of(grorud)
    address = f"/tiltak/{measure.pk}/rediger/"
    typed = {**form_on(client.get(address)), "text": TEXT}
    client.post(address, {**typed, "text": "En annens ord"})
    filled = client.get(kept_address(lose(grorud, address, typed)))
    page = html.document_fromstring(filled.content.decode())
    page.make_links_absolute(f"http://testserver{address}")
    answer = client.post(address, {**dict(page.get_element_by_id("ulagret").form_values())})
    assert answer.status_code == 409
    assert "En annens ord" in said(answer)
    assert "kunne gi nalokson." in said(answer)


def test_a_row_of_the_list_is_filled_on_its_measures_page(grorud: User, measure: Measure) -> None:
    address = reverse("measures:row", args=[measure.pk])
    sent = {"status": "on_hold", "risk": "", "remark": "Venter på svar", "tilbake": "?plan=x"}
    answer = CheckingClient().post(
        address,
        {**sent, "merke": mark(grorud, address, "/tiltak/")},
        headers={"HX-Request": "true"},
    )
    assert answer.status_code == 204
    log_in = answer.headers["HX-Redirect"]
    filled = CheckingClient.of(grorud).get(parse_qs(urlsplit(log_in).query)["next"][0])
    assert "Her er alt du skrev." in said(filled)
    assert "?plan=x" not in said(filled)
    assert fields(filled)["remark"].strip() == "Venter på svar"
    assert fields(filled)["status"] == "on_hold"


def test_a_new_deadline_is_filled_as_it_was(grorud: User, measure: Measure) -> None:
    sent = {"words": "Innen 01.10.2027", "reason": "Venter på lokaler"}
    address = f"/tiltak/{measure.pk}/frist/"
    filled = CheckingClient.of(grorud).get(kept_address(lose(grorud, address, sent)))
    assert fields(filled)["words"] == "Innen 01.10.2027"
    assert fields(filled)["reason"].strip() == "Venter på lokaler"


def test_a_reply_by_link_is_kept_under_its_link(grorud: User) -> None:
    link = make_link(Plan.objects.get(slug="grorud-2023"), "Kriseteam", grorud)
    client = CheckingClient()
    measure = link.measures.first()
    name = f"t{measure.pk}-remark"
    sent = {**form_on(client.get(link.path)), name: "Bare avtalen mangler"}
    sent[f"t{measure.pk}-status"] = "in_progress"
    answer = client.post(link.path, {**sent, "merke": mark(None, link.path)}, headers=NO_TOKEN)
    assert answer.status_code == 200
    assert "Ikke sendt ennå" in said(answer)
    assert "Bare avtalen mangler" in said(answer)
    assert link.path not in KeptForm.objects.get().address

    again = client.get(link.path)
    assert "Du har en tekst som ikke er sendt. Hent den." in said(again)
    assert press_save(client, answer, "Send nå").status_code == 302
    assert not KeptForm.objects.exists()


# --- The start page -------------------------------------------------------------------------------


def test_what_waits_is_told_to_its_person_alone(grorud: User, ostensjo: User) -> None:
    address = kept_address(lose(grorud, NEW, new_measure(grorud)))
    sentence = "Du har en tekst som ikke er lagret. Hent den."
    todo = CheckingClient.of(grorud).get("/a-gjore/")
    assert sentence in said(todo)
    page = html.document_fromstring(todo.content.decode())
    [link] = page.xpath("//a[.='Hent den']/@href")
    assert CheckingClient.of(grorud).get(link).status_code == 200
    assert address
    assert sentence not in said(CheckingClient.of(ostensjo).get("/a-gjore/"))


def test_a_person_keeps_a_reasonable_number(grorud: User) -> None:
    for n in range(keeping.MOST):
        lose(grorud, f"/tiltak/{n}/frist/", {"words": "2027"})
    assert lose(grorud, NEW, {"text": TEXT}).status_code == 413
    assert KeptForm.objects.count() == keeping.MOST


def test_who_has_been_asked_about_a_text_is_not_asked_anew_for_a_session_that_was_gone(
    grorud: User,
) -> None:
    client = CheckingClient.of(grorud)
    typed = {**new_measure(grorud), "text": "Ring Kari Hansen på 22 33 44 55"}
    asked = client.post(NEW, typed)
    assert "Skal det stå likevel, lagrer du en gang til." in said(asked)
    filled = client.get(kept_address(lose(grorud, NEW, form_on(asked))))
    assert "Dette fikk ikke plass" not in said(filled)
    assert press_save(client, filled).status_code == 302


def test_what_is_left_to_copy_is_what_a_person_typed(grorud: User) -> None:
    typed = new_measure(grorud)
    address = kept_address(lose(grorud, NEW, typed))
    Membership.objects.filter(user=grorud).delete()
    assert typed["token"][0] not in said(CheckingClient.of(grorud).get(address))
