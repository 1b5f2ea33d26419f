"""Text that would be markup, a script or a header, wherever it were not told as text."""

from datetime import date
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from tests.snapshot import OWN_APPS

TAG = "hostile-tag"
SHORT = f"'\"><{TAG}>"
"""Ends an attribute and begins an element: for the fields that hold twenty signs."""
LONG = (
    f"--></title></textarea>'\"><{TAG}><script>pwned=1</script>"
    "<img src=/pwned onerror=pwned=1>{{ 7|add:7 }}{% now %}=1+1"
)
MACHINES = {
    *("password", "username", "slug", "key", "nonce", "address", "page", "fields", "content_type"),
    *("sha256", "facts", "token_sum", "report_digest", "edit_digest", "stem_words", "search_text"),
    *("name_key", "code_key", "current_code", "current_risk", "current_kind", "to_address"),
    *("current_remark_words", "remark_words", "head", "marks", "kind", "field"),
}
"""Columns of text that no person writes: keys, sums, addresses, codes, what is derived from others,
and JSON that is kept as text (its texts come there by the acts that freeze them)."""
LISTS = {"columns", "original", "items"}
"""Columns of JSON that hold what stood in a document, as texts."""
NO_TEXT = (models.SlugField, models.EmailField, models.GeneratedField)
OUR_FILES = ("StoredFile", "CityFile", "PublishedFile")
MADE_BY_US = {
    ("LoggedAct", "plan"),
    *((file, column) for file in OUR_FILES for column in ("name", "why_missing")),
}
"""Columns of single models: the name of a plan in addresses, the names of the files that we make,
and why one of these is not there, which makes it 404."""
ONE_OF_SEVERAL = {"Mail": {"to_id": None}, "Withdrawal": {"risk_id": None, "deadline_id": None}}
"""Of keys where a constraint lets a row have one alone, those that are left out."""


def is_written_by_people(model: type[models.Model], field: models.Field[Any, Any]) -> bool:
    if field.name in LISTS:
        return True
    is_text = isinstance(field, (models.CharField, models.TextField))
    is_frozen = model.__name__ == "FrozenRow" or (model.__name__, field.name) in MADE_BY_US
    is_free = not (field.choices or field.primary_key or isinstance(field, NO_TEXT))
    return is_text and is_free and not is_frozen and field.name not in MACHINES


def hostile(longest: int | None, n: object) -> str:
    """As much as there is room for; `n` makes it another one in each row."""
    text = f"{n}{LONG}" if (longest or 10_000) > len(LONG) + 10 else f"{n}{SHORT}"
    return text[:longest]


def make_hostile() -> dict[str, int]:
    """Write it into every column of every model that people write in, past all forms and rules: how
    many rows have it, by column. What a constraint refuses is left as it is, and counts as none."""
    written: dict[str, int] = {}
    for app in map(apps.get_app_config, OWN_APPS):
        for model in app.get_models():
            for field in model._meta.concrete_fields:
                if is_written_by_people(model, field):
                    name = f"{model.__name__}.{field.name}"
                    written[name] = _fill(model, field)
    return written


def _fill(model: type[models.Model], field: models.Field[Any, Any]) -> int:
    rows: models.QuerySet[Any] = models.QuerySet(model)
    n = 0
    for pk in rows.values_list("pk", flat=True):
        text: Any = hostile(getattr(field, "max_length", None), pk)
        value = [text, text] if field.name in LISTS else text
        try:
            with transaction.atomic():
                n += rows.filter(pk=pk).update(**{field.name: value})
        except IntegrityError:
            continue
    return n


def one_of_each() -> None:
    """A row of every model that has none, with any rows that its keys may lead to: some are of acts
    that nobody here does, and they are read all the same."""
    for app in map(apps.get_app_config, OWN_APPS):
        for model in app.get_models():
            rows: models.QuerySet[Any] = models.QuerySet(model)
            if not rows.exists():
                said = {**_values(model), **ONE_OF_SEVERAL.get(model.__name__, {})}
                rows.bulk_create([model(**said)])


def _values(model: type[models.Model]) -> dict[str, Any]:
    return {
        field.attname: _value(field)
        for field in model._meta.concrete_fields
        if not (field.primary_key or isinstance(field, models.GeneratedField))
    }


def _value(field: Any) -> Any:
    if isinstance(field, models.ForeignKey):
        return models.QuerySet(field.related_model).values_list("pk", flat=True).first()
    if field.has_default() or field.null:
        return field.get_default()
    if field.choices:
        return field.choices[0][0]
    made: dict[type[models.Field[Any, Any]], Any] = {
        models.DateTimeField: timezone.now(),  # it is a DateField too, so it stands first
        models.DateField: date(2026, 1, 1),
        models.IntegerField: 1,
        models.BooleanField: False,
        models.JSONField: [],
    }
    return next((value for kind, value in made.items() if isinstance(field, kind)), SHORT[:20])
