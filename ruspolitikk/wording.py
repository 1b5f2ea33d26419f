"""How Norwegian words are put together."""


def plural(n: int, one: str, many: str) -> str:
    """The word for a number of things: `plural(1, "dag", "dager")` is «dag». In templates:
    Django's own `pluralize:"dag,dager"`.
    """
    return one if n == 1 else many
