"""Themes were moved to the floor below, and each word got a row: nothing of them is lost."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from measures.models import Theme
from tests.least_rights import make_role

BEFORE = [("reporting", "0003_add_the_first_day_of_a_round")]
AFTER = [("reporting", "0005_remove_themes_that_were_moved")]


def migrate(to: list[tuple[str, str]]) -> None:
    MigrationExecutor(connection).migrate(to)


@pytest.mark.django_db(transaction=True)
def test_the_words_of_an_older_installation_come_along_and_go_back() -> None:
    loader = MigrationExecutor(connection).loader
    now = [("reporting", name) for app, name in loader.graph.leaf_nodes() if app == "reporting"]
    old = loader.project_state(BEFORE).apps.get_model("reporting", "Theme")
    migrate(BEFORE)
    try:
        old.objects.create(name="Bolig", slug="bolig", words=["bolig", "hjem"])
        migrate(AFTER)
        assert Theme.objects.get(slug="bolig").words == ["bolig", "hjem"]
        migrate(BEFORE)
        assert old.objects.get(slug="bolig").words == ["bolig", "hjem"]
    finally:
        migrate(now)
        make_role()  # the tables of reporting are new
    Theme.objects.all().delete()
