"""What may be done to the items of a measure: written, ticked off, withdrawn; and logged."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from measures.models import Item, ItemChange, Measure
from ruspolitikk.accounts.models import User
from ruspolitikk.accounts.recorded import signed


@dataclass(frozen=True, slots=True)
class Line:
    """An item as it is to be: one that stands, perhaps in other words, or a new one."""

    text: str
    item: Item | None = None


def rewrite_items(measure: Measure, lines: Sequence[Line], *, on: date, by: User) -> None:
    """Make the items these, in this order; those that are left out are withdrawn, not deleted, and
    one that was withdrawn stands again.

    Call it in a transaction that has claimed the measure's edit version.
    """
    logged = _Log(measure, on, by)
    kept = {line.item.pk for line in lines if line.item}
    for item in Item.objects.filter(measure=measure).exclude(pk__in=kept):
        item.withdrawn_on = on
        item.save()
        logged.add(item, ItemChange.Act.WITHDRAWN, item.text)
    for position, line in enumerate(lines, start=1):
        item = line.item or Item(measure=measure, text=line.text, added_on=on)
        before, was_withdrawn = item.text, item.withdrawn_on is not None
        item.text, item.position, item.withdrawn_on = line.text, position, None
        item.save()
        if line.item is None or was_withdrawn:
            logged.add(item, ItemChange.Act.ADDED, line.text)
        elif before != line.text:
            logged.add(item, ItemChange.Act.REWORDED, before, line.text)
    logged.write()


def replace_items(measure: Measure, texts: Sequence[str], *, on: date, by: User) -> None:
    """Make the items these texts, in this order; an item whose text stays is kept as it is."""
    before = list(measure.items.all())
    lines = []
    for text in texts:
        item = next((item for item in before if item.text == text), None)
        if item:
            before.remove(item)
        lines.append(Line(text, item))
    rewrite_items(measure, lines, on=on, by=by)


def tick_items(
    measure: Measure, *, done: Collection[int], reopened: Collection[int], on: date, by: User
) -> int:
    """Tick off, and open again, items by id; how many were changed.

    Each is changed only where it is not so already, so that two who tick at once write one entry.
    """
    logged = _Log(measure, on, by)
    for act, ids, day in (
        (ItemChange.Act.DONE, done, on),
        (ItemChange.Act.REOPENED, reopened, None),
    ):
        for item in Item.objects.filter(measure=measure, pk__in=ids):
            is_open = act == ItemChange.Act.DONE
            claimed = Item.objects.filter(pk=item.pk, done_on__isnull=is_open)
            if claimed.update(done_on=day):
                logged.add(item, act, item.text)
    return logged.write()


def save_item(item: Item, *, on: date, by: User) -> None:
    """Save one item that was written on its own, and log what was done to it."""
    before = Item.ever.filter(pk=item.pk).first() if item.pk else None
    if before is None:
        item.added_on = on
    item.save()
    logged = _Log(item.measure, on, by)
    if before is None:
        logged.add(item, ItemChange.Act.ADDED, item.text)
    elif before.text != item.text:
        logged.add(item, ItemChange.Act.REWORDED, before.text, item.text)
    logged.write()


class _Log:
    def __init__(self, measure: Measure, on: date, by: User) -> None:
        self.common = {
            "measure": measure,
            "applies_on": on,
            **signed(by, measure.plan.organisation),
        }
        self.changes: list[ItemChange] = []

    def add(self, item: Item, act: ItemChange.Act, text: str, new_text: str = "") -> None:
        self.changes.append(
            ItemChange(item=item, act=act, text=text, new_text=new_text, **self.common)
        )

    def write(self) -> int:
        return len(ItemChange.objects.bulk_create(self.changes))
