"""The default words that were added later reach those who had the product before them."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from measures.models import StatusWord
from tests.factories import organisation

pytestmark = pytest.mark.one_database
FIRST = import_module("measures.migrations.0016_give_the_city_more_status_words")
SECOND = import_module("measures.migrations.0018_give_the_city_ten_more_words")
THIRD = import_module("measures.migrations.0020_give_the_city_words_of_how_work_goes")
FOURTH = import_module("measures.migrations.0023_give_the_city_the_shortest_answers")


def migrate(migration: Any = FIRST) -> None:
    migration.give_the_city_more_words(apps, connection.schema_editor())


@pytest.mark.parametrize(
    ("migration", "count"), [(FIRST, 59), (SECOND, 10), (THIRD, 42), (FOURTH, 8)]
)
def test_an_older_installation_gets_the_words_of_a_new_one(
    migration: Any, count: int, five_plans: None
) -> None:
    in_the_fixture = set(StatusWord.objects.values_list("words", "code"))
    added = {(words, code) for code, more in migration.WORDS.items() for words in more}
    assert len(added) == count
    assert added <= in_the_fixture
    StatusWord.objects.filter(words__in=[words for words, _code in added]).delete()
    for _time in range(2):
        migrate(migration)
        assert set(StatusWord.objects.values_list("words", "code")) == in_the_fixture
        assert StatusWord.objects.count() == len(in_the_fixture)


def test_what_somebody_has_explained_otherwise_stands(five_plans: None) -> None:
    StatusWord.objects.filter(words="Etablert").update(words="ETABLERT", code="completed")
    own = StatusWord.objects.create(
        organisation=organisation("bjerke"), words="Godt i gang", code="implemented"
    )
    migrate()
    assert not StatusWord.objects.filter(words="Etablert").exists()
    own.refresh_from_db()
    assert own.code == "implemented"
    assert StatusWord.objects.vocabulary_of(own.organisation)["godt i gang"] == "implemented"


def test_a_new_installation_has_its_words_from_the_fixture(empty_database: None) -> None:
    migrate()
    assert not StatusWord.objects.exists()
