"""Which passwords are taken: set, changed, and by a byadministrator."""

import time
from typing import Any

import pytest
from django.contrib.auth.hashers import check_password, identify_hasher, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import override_settings

from ruspolitikk import settings as product
from ruspolitikk.accounts.login.passwords import OWN_WORDS, plain, signs_left
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient

pytestmark = pytest.mark.one_database

EASY = "Passordet er lett å gjette."


def refusal(password: str, user: User | None = None) -> str:
    try:
        validate_password(password, user)
    except ValidationError as refused:
        return " ".join(refused.messages)
    return ""


@pytest.mark.parametrize(
    "password",
    [
        "aaaaaaaaaaaa",
        "abcabcabcabc",
        "123456789012",
        "qwertyuiop12",
        "bydelalna2026",
        "Bydel Østensjø 1",
        "sondrenordstrand",
        "GrorudGrorudGrorud",
        "ruspolitikk2026!",
        "Ruspolitisk-handlingsplan-2026",
        "OsloKommune2026",
        "Sommer2026Oslo!",
        "P@ssord-2026-0slo",
        "demo-demo-demo-demo",
    ],
)
def test_what_everybody_here_would_guess_is_refused(password: str, five_plans: None) -> None:
    assert EASY in refusal(password)


@pytest.mark.parametrize("password", ["Football2026!", "liverpool1999", "2026-princess"])
def test_a_common_password_is_refused_whatever_stands_around_it(
    password: str, five_plans: None
) -> None:
    assert "for vanlig" in refusal(password)


@pytest.mark.parametrize(
    "password",
    ["hest-sykkel-måne-brød", "fjord-og-fjell-26", "Xk7-pq2v-Lm9t", "æ ø å og fem sommerfugler"],
)
def test_a_password_that_nobody_guesses_is_taken(password: str, five_plans: None) -> None:
    assert refusal(password) == ""


def test_ones_own_name_is_no_secret(grorud: User) -> None:
    grorud.first_name, grorud.last_name = "Marit", "Solbakken"
    assert refusal("maritsolbakken3", None) == ""
    assert EASY in refusal("maritsolbakken3", grorud)


def test_a_short_name_is_no_secret_either_however_often_it_is_said(grorud: User) -> None:
    grorud.username = "kari.vik"
    assert EASY in refusal("kari.vik kari.vik", grorud)


def test_a_password_of_a_megabyte_is_judged_at_once(five_plans: None) -> None:
    began = time.monotonic()
    assert signs_left("ab" * 500_000, OWN_WORDS) < 8
    assert refusal("hest-sykkel-måne-brød" * 50_000) == ""
    assert time.monotonic() - began < 2


def test_letters_are_compared_as_people_type_them_in_addresses() -> None:
    assert plain("Østensjø Grünerløkka Gråbein Æra") == "ostensjo grunerlokka grabein aera"


def test_a_weak_password_is_refused_with_a_sentence_where_one_changes_it(grorud: User) -> None:
    sent = {
        "old_password": "demo",
        **dict.fromkeys(("new_password1", "new_password2"), "bydelalna2026"),
    }
    answer = CheckingClient.of(grorud).post("/passord/", sent)
    assert EASY in answer.content.decode()
    grorud.refresh_from_db()
    assert grorud.check_password("demo")


def test_a_weak_password_is_given_to_nobody(byadmin: User) -> None:
    form: dict[str, Any] = {
        "username": "ny",
        "usable_password": "true",
        **dict.fromkeys(("password1", "password2"), "ruspolitikk2026"),
        **{f"memberships-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL")},
    }
    CheckingClient.of(byadmin).post("/admin/accounts/user/add/", form)
    assert not User.objects.filter(username="ny").exists()


def test_a_password_is_kept_by_argon2_and_costs_at_most_half_a_second() -> None:
    with override_settings(PASSWORD_HASHERS=product.PASSWORD_HASHERS):
        kept = make_password("hest-sykkel-måne-brød")
        began = time.process_time()
        assert check_password("hest-sykkel-måne-brød", kept)
        took = time.process_time() - began
    assert kept.startswith("argon2$argon2id$")
    assert took < 0.5


def test_a_password_that_was_kept_before_is_kept_anew_at_the_next_log_in(grorud: User) -> None:
    with override_settings(PASSWORD_HASHERS=product.PASSWORD_HASHERS):
        User.objects.filter(pk=grorud.pk).update(
            password=make_password("demo", hasher="pbkdf2_sha256")
        )
        CheckingClient().post("/logg-inn/", {"username": "grorud", "password": "demo"})
        grorud.refresh_from_db()
        assert identify_hasher(grorud.password).algorithm == "argon2"
