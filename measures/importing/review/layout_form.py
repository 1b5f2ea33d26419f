"""«Hvilke tabeller er tiltak?»: the guesses of a layout as fields, and back."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from openpyxl.utils import get_column_letter

from measures.importing.document import Document, Hidden, Row, Table
from measures.importing.sentences import hidden_columns
from measures.importing.tables.coloured_times import coloured_times
from measures.importing.tables.layout import Layout, Meaning, Part, WhyLeftOut
from measures.importing.tables.list_marks import items_of
from measures.importing.tables.several_plans import PlanInDocument, chosen_plan, plans_in
from measures.vocabulary import DISPLAY_ORDER, StatusCode
from ruspolitikk.wording import plural

ALL_AS_ONE = "alle"
ABOVE = (Meaning.STRATEGY, Meaning.GOAL, Meaning.TOPIC, Meaning.UNUSED)
NAMES_A_MEASURE = {Meaning.TEXT, Meaning.TITLE, Meaning.ITEMS}
SHOWN_ROWS = 3


@dataclass(frozen=True, slots=True)
class ColumnShown:
    """A column: its heading in the file, and the field that says what it means."""

    heading: str
    field: forms.BoundField


@dataclass(frozen=True, slots=True)
class PartShown:
    """A table as people know it, with the questions that are asked of it."""

    n: int
    name: str
    count: int
    take: forms.BoundField
    columns: Sequence[ColumnShown]
    rows: Sequence[Sequence[tuple[str, str]]]
    last: str
    more: int
    above: str
    fields: Sequence[forms.BoundField]
    begins_with: str
    why: str
    hidden: str
    is_taken: bool


class LayoutForm(forms.Form):
    """Every part of a layout: whether it is taken, what its columns and its heading mean."""

    def __init__(self, document: Document, layout: Layout, data: Any = None) -> None:
        super().__init__(data)
        self.document = document
        self.guessed = layout
        for n, part in enumerate(layout.parts):
            self.fields.update(_fields_of(n, part, self._table(part)))
        self.plans = plans_in(document, layout)
        if len(self.plans) > 1:
            self.fields["plan"] = self._which_plan()

    def _which_plan(self) -> forms.ChoiceField:
        """Asked without a default: two plans that are read as one are taken apart by nobody."""
        read = chosen_plan(self.document, self.guessed)
        return forms.ChoiceField(
            label="Hvilken plan leser du inn?",
            widget=forms.RadioSelect,
            choices=[
                *((str(n), self._told(plan)) for n, plan in enumerate(self.plans)),
                (ALL_AS_ONE, "Alle tabellene, som én plan"),
            ],
            initial=str(self.plans.index(read)) if read else "",
            error_messages={"required": "Velg hvilken plan du leser inn."},
        )

    def _told(self, plan: PlanInDocument) -> str:
        own = [self.guessed.parts[n] for n in plan.parts]
        rows = sum(len(_own_rows(part, self._table(part))) for part in own)
        tables = plural(len(own), "tabell", "tabeller")
        named = plan.title or "Planen uten overskrift"
        return f"{named} ({len(own)} {tables}, {rows} {plural(rows, 'rad', 'rader')})"

    def _table(self, part: Part) -> Table:
        return self.document.tables[part.table]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        is_of_it = self._of_the_plan(cleaned)
        for n, part in enumerate(self.guessed.parts):
            if n in is_of_it:
                cleaned[f"take-{n}"] = self._is_taken(n, part, cleaned, is_of_it[n])
            meanings = [cleaned.get(f"col-{n}-{m}") for m in range(len(part.columns))]
            if cleaned.get(f"take-{n}") and not NAMES_A_MEASURE.intersection(meanings):
                name = self._table(part).name
                self.add_error(f"take-{n}", f"Velg hvilken kolonne i «{name}» som er tiltaket.")
        if not any(cleaned.get(f"take-{n}") for n in range(len(self.guessed.parts))):
            self.add_error(None, "Ta med minst én tabell.")
        return cleaned

    def _of_the_plan(self, said: dict[str, Any]) -> dict[int, bool]:
        """Of each part of some plan, whether it is of the one that is read; empty: all are."""
        plan = said.get("plan")
        if not plan:
            return {}
        return {
            part: plan in {str(n), ALL_AS_ONE}
            for n, one in enumerate(self.plans)
            for part in one.parts
        }

    @staticmethod
    def _is_taken(n: int, part: Part, said: dict[str, Any], is_of_it: bool) -> bool:
        """What was left out for another plan comes back with its own."""
        was_of_other = part.why_left_out is WhyLeftOut.OTHER_PLAN
        return is_of_it and (was_of_other or bool(said.get(f"take-{n}")))

    @property
    def layout(self) -> Layout:
        """What was chosen."""
        parts = [
            _chosen(n, part, self._table(part), self.cleaned_data)
            for n, part in enumerate(self.guessed.parts)
        ]
        for n, is_of_it in self._of_the_plan(self.cleaned_data).items():
            if not is_of_it:
                parts[n] = replace(parts[n], why_left_out=WhyLeftOut.OTHER_PLAN)
        return Layout(tuple(parts))

    @property
    def is_of_text(self) -> bool:
        """Whether what is guessed to be measures is all running text."""
        taken = self.guessed.taken
        return bool(taken) and all(self._table(part).is_text for part in taken)

    @property
    def parts(self) -> Iterator[PartShown]:
        for n, part in enumerate(self.guessed.parts):
            yield _shown(self, n, part, self._table(part))

    @property
    def taken(self) -> list[PartShown]:
        return [part for part in self.parts if part.is_taken]

    @property
    def left_out(self) -> list[PartShown]:
        return [part for part in self.parts if not part.is_taken]


def _fields_of(n: int, part: Part, table: Table) -> dict[str, forms.Field]:
    fields: dict[str, forms.Field] = {
        f"take-{n}": forms.BooleanField(
            label="Ta med teksten" if table.is_text else "Ta med tabellen",
            required=False,
            initial=part.why_left_out is None,
        )
    }
    for m, column in enumerate(part.columns):
        heading = " ".join(column.heading.split())
        fields[f"col-{n}-{m}"] = forms.TypedChoiceField(
            label=f"Kolonnen «{heading}» er"
            if heading
            else f"Kolonne {m + 1}, uten overskrift, er",
            choices=[(meaning.value, meaning.label) for meaning in Meaning],
            coerce=Meaning,
            initial=column.meaning.value,
        )
    if part.above:
        fields[f"above-{n}"] = forms.TypedChoiceField(
            label=f"«{' '.join(part.above.split())}» over tabellen er",
            choices=[
                (one.value, one.label if one is not Meaning.UNUSED else "Ingenting av dette")
                for one in ABOVE
            ],
            coerce=Meaning,
            initial=part.above_means.value,
        )
    own = _own_rows(part, table)
    if own and not table.is_text:
        fields[f"first-{n}"] = forms.TypedChoiceField(
            label="Første rad med tiltak",
            choices=[
                (place, str(table.rows[place].number)) for place in _first_places(part, table)
            ],
            coerce=int,
            initial=part.first,
        )
    fields |= _asked_of_rows(n, part, own)
    return fields


def _first_places(part: Part, table: Table) -> range:
    return range(max(0, part.first - 4), min(len(table.rows), part.first + 5))


def _asked_of_rows(n: int, part: Part, own: Sequence[Row]) -> dict[str, forms.Field]:
    """What is asked only where the table has it: hidden and struck rows, bullets, bare colours."""
    fields: dict[str, forms.Field] = {}
    if hidden := [row for row in own if row.hidden]:
        how = "filtrert bort" if hidden[0].hidden is Hidden.BY_FILTER else "skjult"
        fields[f"hidden-{n}"] = forms.BooleanField(
            label=f"Ta med {_rows(hidden)} som er {how} i filen",
            required=False,
            initial=part.with_hidden_rows,
        )
    if struck := [row for row in own if part.is_struck(row)]:
        fields[f"struck-{n}"] = forms.BooleanField(
            label=f"Ta med {_rows(struck)} som er strøket over",
            required=False,
            initial=part.with_struck_rows,
        )
    places = part.places(Meaning.TEXT)
    if any(len(items_of(row.cells[m].text)) > 1 for row in own for m in places):
        fields[f"bullets-{n}"] = forms.BooleanField(
            label="Hvert punkt i en celle er et eget tiltak",
            required=False,
            initial=part.bullets_are_measures,
        )
    if coloured := coloured_times(own, part):
        first, *_, last = (part.columns[m].heading for m in part.places(Meaning.DEADLINE_CROSS))
        fields[f"times-{n}"] = forms.BooleanField(
            label=f"Fargene fra «{first}» til «{last}» er fristen i {_count(len(coloured))}",
            required=False,
            initial=part.colours_are_times,
        )
    for colour, count in _bare_colours(part, own).items():
        fields[f"colour-{n}-{colour}"] = forms.ChoiceField(
            label=f"Status er bare en farge (#{colour}) i {count} rader. Den betyr",
            required=False,
            choices=[("", "Ikke rapportert"), *((one.value, one.label) for one in DISPLAY_ORDER)],
            initial=dict(part.colours).get(colour) or "",
        )
    return fields


def _rows(of: Sequence[Row]) -> str:
    return _count(len(of))


def _count(rows: int) -> str:
    return f"{rows} {plural(rows, 'rad', 'rader')}"


def _bare_colours(part: Part, own: Sequence[Row]) -> Counter[str]:
    return Counter(
        cell.fill
        for row in own
        for place in part.places(Meaning.STATUS)
        if (cell := row.cells[place]).fill and not cell.text.strip() and not row.is_blank
    )


def _own_rows(part: Part, table: Table) -> list[Row]:
    rows = enumerate(table.rows[part.first : part.last + 1], start=part.first)
    return [row for place, row in rows if not row.is_blank and place not in part.headings]


def _chosen(n: int, part: Part, table: Table, said: dict[str, Any]) -> Part:
    columns = tuple(
        replace(column, meaning=said[f"col-{n}-{m}"]) for m, column in enumerate(part.columns)
    )
    is_taken = said[f"take-{n}"]
    colours = tuple(
        (name.rsplit("-", 1)[1], StatusCode(code) if code else None)
        for name, code in said.items()
        if name.startswith(f"colour-{n}-")
    )
    return replace(
        part,
        columns=columns,
        first=said.get(f"first-{n}", part.first),
        above_means=said.get(f"above-{n}", part.above_means),
        with_hidden_rows=said.get(f"hidden-{n}", part.with_hidden_rows),
        with_struck_rows=said.get(f"struck-{n}", part.with_struck_rows),
        bullets_are_measures=said.get(f"bullets-{n}", part.bullets_are_measures),
        colours_are_times=said.get(f"times-{n}", part.colours_are_times),
        colours=colours,
        why_left_out=None if is_taken else part.why_left_out or WhyLeftOut.NO_MEASURES,
    )


def _hidden_columns(part: Part, table: Table, own: Sequence[Row]) -> str:
    """The sentence about those that say something and are not read; empty of none."""
    return hidden_columns(
        [
            f"«{' '.join(column.heading.split())}»" if column.heading else get_column_letter(n + 1)
            for n, column in enumerate(part.columns)
            if n in table.hidden_columns
            and column.meaning is Meaning.UNUSED
            and any(row.cells[n].text.strip() for row in own)
        ]
    )


def _cells_shown(row: Row, labels: Sequence[str]) -> list[tuple[str, str]]:
    """Each cell, and the label of its column; what stands across the whole row is one, of none."""
    first, *others = row.cells
    if others and all(cell.is_from_left for cell in others):
        return [("", first.text)]
    return list(zip(labels, [cell.text or "–" for cell in row.cells], strict=False))


def _shown(form: LayoutForm, n: int, part: Part, table: Table) -> PartShown:
    own = _own_rows(part, table)
    columns = [
        ColumnShown(" ".join(column.heading.split()), form[f"col-{n}-{m}"])
        for m, column in enumerate(part.columns)
    ]
    labels = [str(column.meaning.label) for column in part.columns]
    asked = (f"{name}-{n}" for name in ("first", "hidden", "struck", "bullets", "times"))
    colours = [name for name in form.fields if name.startswith(f"colour-{n}-")]
    last = next((cell.text for cell in own[-1].own_cells if len(cell.text) > 20), "") if own else ""
    first_words = [cell.text.split("\n")[0] for row in own[:2] for cell in row.own_cells]
    return PartShown(
        n=n,
        name=f"{table.name}, side {table.page}" if table.page else table.name,
        count=len(own),
        take=form[f"take-{n}"],
        columns=columns,
        rows=[_cells_shown(row, labels) for row in own[:SHOWN_ROWS]],
        last=" ".join(last.split())[:120],
        more=max(0, len(own) - SHOWN_ROWS),
        above=f"above-{n}" if f"above-{n}" in form.fields else "",
        fields=[form[name] for name in (f"above-{n}", *asked, *colours) if name in form.fields],
        begins_with=", ".join(f"«{words[:60]}»" for words in first_words if words)[:160],
        why=part.why_left_out.label if part.why_left_out else "",
        hidden=_hidden_columns(part, table, own),
        is_taken=part.why_left_out is None or str(form[f"take-{n}"].value()) == "True",
    )
