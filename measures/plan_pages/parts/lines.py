"""The goals of a plan, or its strategies: a line for each, and a few empty ones."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any, ClassVar

from django import forms
from django.db.models import Count, Q
from django.forms.formsets import BaseFormSet, formset_factory

from measures.placing import in_typed_order
from measures.plan_pages.parts.rewriting import PARTS, Line, Part, Rewriting
from plans.models import Plan
from ruspolitikk.addresses import LARGEST_ID, as_id
from ruspolitikk.fields import TOO_MANY_LINES, PlaceField, TextField, most_lines
from ruspolitikk.wording import fold, plural

NEW_LINES = 3
CALLED = {"maal": "Mål", "strategi": "Strategi"}
NEW = {"maal": "Nytt mål", "strategi": "Ny strategi"}
HEADINGS = {"maal": "Mål", "strategi": "Strategier"}
THE_PART = {"maal": "målet", "strategi": "strategien"}
COLUMNS = {"text": "text", "code": "code", "means": "means_id"}
"""The fields of a line that are written, and where."""


def fingerprint(values: dict[str, Any]) -> str:
    """Of what a goal or a strategy says, as a browser sends it."""
    said = {
        name: value.strip() if isinstance(value, str) else value for name, value in values.items()
    }
    return sha256(repr(sorted(said.items())).encode("utf-8", "surrogatepass")).hexdigest()


class PartForm(forms.Form):
    """One line: a goal or a strategy that the plan has (`part` is its id), or a new one.

    `saved` is the plan's part as it stands. `standing` is a fingerprint of what the line was opened
    on: where somebody else has changed the part since, the line is refused with theirs beside it,
    and sent again it is a choice.
    """

    part = forms.IntegerField(required=False, widget=forms.HiddenInput, max_value=LARGEST_ID)
    standing = forms.CharField(required=False, widget=forms.HiddenInput)
    code = TextField(label="Kode", max_length=20, required=False)
    text = TextField(required=False, widget=forms.Textarea(attrs={"rows": 2}))
    means = forms.TypedChoiceField(
        label="Tilsvarer i byens plan", required=False, coerce=int, empty_value=None
    )
    place = PlaceField()
    deleted = forms.BooleanField(label="Slett", required=False)

    def __init__(
        self,
        *args: Any,
        kind: str,
        saved: Part | None,
        citys: Sequence[Part] | None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.kind, self.saved = kind, saved
        self.is_conflict = False
        self.called = f"{CALLED[kind]} {saved.number}" if saved else NEW[kind]
        self.fields["text"].label = self.called
        self.uses = _wordings(saved) if saved else ""
        self.fields["deleted"].help_text = _when_deleted(kind, saved) if saved else ""
        if kind != "maal":
            del self.fields["code"]
        if citys is None:
            del self.fields["means"]
        else:
            means: Any = self.fields["means"]
            means.choices = [("", "Ingen"), *((part.pk, str(part)) for part in citys)]
        self.initial["standing"] = fingerprint(self._of(saved)) if saved else ""

    def _of(self, saved: Part) -> dict[str, Any]:
        return {c: getattr(saved, c) for name, c in COLUMNS.items() if name in self.fields}

    @property
    def values(self) -> dict[str, Any]:
        """What the plan's part is to say."""
        return {c: self.cleaned_data[name] for name, c in COLUMNS.items() if name in self.fields}

    @property
    def is_blank(self) -> bool:
        """An empty new line, which asks for nothing."""
        names = {"part", *COLUMNS} & set(self.fields)
        return not any(str(self[name].value() or "").strip() for name in names)

    @property
    def is_gone(self) -> bool:
        """Somebody else has deleted the part meanwhile, and the person did nothing with it."""
        sent: int | None = self.cleaned_data["part"]
        return self.saved is None and sent is not None

    @property
    def is_rewritten(self) -> bool:
        opened_on: str = self.cleaned_data["standing"]
        return fingerprint(self.values) != opened_on

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors or self.is_blank:
            return cleaned
        if cleaned["deleted"]:
            if self.uses:
                self.add_error("deleted", f"{self.uses}, så det kan ikke slettes.")
        elif not fold(cleaned["text"]):
            choice = "Skriv ordlyden, eller kryss av for «Slett»."
            self.add_error("text", choice if self.saved else "Skriv ordlyden.")
        if not self.errors and (theirs := self._changed_meanwhile()):
            self.is_conflict = True
            self.add_error("text", theirs)
        return cleaned

    def _changed_meanwhile(self) -> str:
        """What somebody else has made of the part since the line was opened, where the person
        changes it too. The line is then opened on what is saved now."""
        is_deleted, the = self.cleaned_data["deleted"], THE_PART[self.kind]
        if self.cleaned_data["part"] is None or not (self.is_rewritten or is_deleted):
            return ""
        if self.saved is None:
            if is_deleted:
                return ""
            self._open_on(part="", standing="")
            return f"Noen andre slettet {the} mens du skrev. Lagrer du igjen, legges det til."
        now = fingerprint(self._of(self.saved))
        if now in {fingerprint(self.values), self.cleaned_data["standing"]}:
            return ""
        self._open_on(standing=now)
        then = "slettes det" if is_deleted else "gjelder din"
        return (
            f"Noen andre endret {the} mens du skrev. Nå står det: {self._as_saved(self.saved)}. "
            f"Lagrer du igjen, {then}."
        )

    def _as_saved(self, saved: Part) -> str:
        """«Trygge oppvekstkår», kode «2.1»: all that a second save would write over."""
        told = [f"«{saved.text}»"]
        if "code" in self.fields:
            told.append(f"kode «{getattr(saved, 'code', '')}»")
        if "means" in self.fields:
            told.append(f"tilsvarer «{saved.means or 'ingen'}»")
        return ", ".join(told)

    def _open_on(self, **hidden: str) -> None:
        """What the line holds unseen when it is shown again."""
        sent: Any = self.data
        again = sent.copy()
        for name, value in hidden.items():
            again[self.add_prefix(name)] = value
        self.data = again


class PartFormSet(BaseFormSet[PartForm]):
    """All goals («maal») or all strategies («strategi») of a plan in their order, and a few empty
    lines."""

    default_error_messages: ClassVar[Any] = {"too_many_forms": TOO_MANY_LINES}

    def __init__(self, plan: Plan, kind: str, data: Any = None) -> None:
        self.kind, self.heading = kind, HEADINGS[kind]
        own: Any = PARTS[kind].objects.filter(plan=plan).select_related("means")
        counted = own.annotate(
            n_measures=Count("measures", Q(measures__is_misfiled=False), distinct=True),
            n_wordings=Count("local_wordings", distinct=True),
        )
        self.parts: dict[int, Part] = {part.pk: part for part in counted.order_by("number")}
        self.citys: Sequence[Part] | None = None
        if plan.organisation.is_bydel:
            framework = Plan.objects.adopted().framework()
            self.citys = list(PARTS[kind].objects.filter(plan__in=framework).order_by("number"))
        initial = [
            {
                "part": part.pk,
                "text": part.text,
                "code": getattr(part, "code", ""),
                "means": part.means_id,
                "place": place,
            }
            for place, part in enumerate(self.parts.values(), start=1)
        ]
        self.max_num = self.absolute_max = most_lines(len(self.parts))
        super().__init__(data, initial=initial, prefix=kind)

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        """Every line is read, the unchanged as well."""
        saved = None
        if index is not None and self.is_bound:
            sent: Any = self.data
            saved = self.parts.get(as_id(sent.get(f"{self.prefix}-{index}-part", "")) or 0)
        elif index is not None:
            saved = dict(enumerate(self.parts.values())).get(index)
        lines = {"empty_permitted": False, "use_required_attribute": False}
        return {**lines, "kind": self.kind, "saved": saved, "citys": self.citys}

    @property
    def has_new(self) -> bool:
        """Whether something stands in a new line."""
        return any(not (form.saved or form.is_blank) for form in self.forms)

    def rewriting(self) -> Rewriting:
        """What was asked for, once the lines are valid."""
        placed, deleted, seen = [], [], set()
        for place, form in enumerate(self.forms, start=1):
            if form.is_blank or form.is_gone or (form.saved and form.saved.pk in seen):
                continue
            if form.saved:
                seen.add(form.saved.pk)
            if form.cleaned_data["deleted"]:
                deleted += [form.saved] if form.saved else []
                continue
            is_moved = form.saved is not None and form.cleaned_data["place"] not in {None, place}
            is_moved = is_moved or (form.saved is None and form.cleaned_data["place"] is not None)
            values = form.values if form.saved is None or form.is_rewritten else None
            line = Line(form.saved, values, is_moved)
            placed.append((place, {"place": form.cleaned_data["place"], "line": line}))
        return Rewriting(self.kind, [row["line"] for row in in_typed_order(placed)], deleted)

    @property
    def has_changes(self) -> bool:
        if not self.is_valid():
            return False
        asked = self.rewriting()
        rewritten = (line.values is not None or line.is_moved for line in asked.lines)
        return bool(asked.deleted) or any(rewritten)


def part_lines(plan: Plan, kind: str, data: Any = None) -> PartFormSet:
    made: Any = formset_factory(PartForm, formset=PartFormSet, extra=NEW_LINES)
    lines: PartFormSet = made(plan, kind, data)
    return lines


def _when_deleted(kind: str, part: Any) -> str:
    """«5 tiltak mister målet, og blir stående.»; empty where no measure has it."""
    if not part.n_measures:
        return ""
    return f"{part.n_measures} tiltak mister {THE_PART[kind]}, og blir stående."


def _wordings(part: Any) -> str:
    """Which bydeler have a wording of their own for one of the city's; empty where none has."""
    n = part.n_wordings
    return f"{n} {plural(n, 'bydel', 'bydeler')} viser til det" if n else ""
