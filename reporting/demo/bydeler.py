"""What is so of each made-up bydel: how large its plan is, how it reports, in which words."""

from dataclasses import dataclass, field
from enum import Enum

from measures.vocabulary import StatusCode


class Stage(Enum):
    """Where a plan is, on the day that the city is made for."""

    IN_FORCE = "in force"
    EXPIRED = "expired"
    NOT_BEGUN = "not begun"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class MadeUpBydel:
    """A bydel that has no real plan.

    `size` is how many measures, of which the last `joined` were added after adoption. It reports
    from round `first` to round `last` (0 is the newest; None: never), `share` of its measures each
    time, and `ahead` of them already for the round that is open. `left_in` are words that writers
    left in the text of a measure (by its number), which nobody publishes unseen.
    """

    slug: str
    size: int
    title: str
    stage: Stage = Stage.IN_FORCE
    joined: int = 0
    first: int = 8
    last: int | None = 0
    share: float = 0.9
    ahead: float = 0.0
    answers: float = 0.0
    unmapped: float = 0.0
    has_codes: bool = False
    has_titles: bool = False
    own_words: dict[str, StatusCode] = field(default_factory=dict)
    left_in: dict[int, str] = field(default_factory=dict)


HANDLINGSPLAN = "Ruspolitisk handlingsplan for Bydel {bydel} {years}"
TOGETHER = "Sammen om rus: handlingsplan for Bydel {bydel} {years}"
PREVENT = "Plan for rusforebygging og oppfølging i Bydel {bydel} {years}"

BYDELER = (
    MadeUpBydel(
        "gamle-oslo",
        72,
        HANDLINGSPLAN,
        joined=5,
        share=0.93,
        ahead=0.4,
        answers=0.6,
        own_words={"Pågår": StatusCode.IN_PROGRESS, "Gjennomført": StatusCode.COMPLETED},
        left_in={12: "Gjelder nå 3 ungdommer.", 31: r"Rutinen ligger i \\felles\rus\rutine.docx."},
    ),
    MadeUpBydel("grunerlokka", 58, TOGETHER, Stage.EXPIRED, share=0.7, answers=0.3, has_codes=True),
    MadeUpBydel("sagene", 49, HANDLINGSPLAN, last=None, has_titles=True),
    MadeUpBydel("frogner", 55, PREVENT, last=3, share=0.95, answers=0.5),
    MadeUpBydel("ullern", 38, HANDLINGSPLAN, Stage.NOT_BEGUN, last=None, has_codes=True),
    MadeUpBydel("vestre-aker", 46, PREVENT, joined=3, first=5, share=0.6, has_titles=True),
    MadeUpBydel(
        "nordre-aker",
        63,
        HANDLINGSPLAN,
        joined=2,
        share=0.97,
        ahead=0.7,
        answers=0.7,
        has_codes=True,
        own_words={"I rute": StatusCode.IN_PROGRESS, "Etablert": StatusCode.IMPLEMENTED},
    ),
    MadeUpBydel("bjerke", 14, TOGETHER, Stage.DRAFT, last=None),
    MadeUpBydel("stovner", 61, PREVENT, share=0.85, ahead=0.2, answers=0.2, unmapped=0.12),
    MadeUpBydel(
        "alna",
        74,
        TOGETHER,
        joined=6,
        share=0.9,
        ahead=0.5,
        answers=0.4,
        unmapped=0.05,
        own_words={"Oppstartsfase": StatusCode.IN_PROGRESS, "I drift": StatusCode.IMPLEMENTED},
        left_in={
            4: "Kontakt [fornavn] ved uteseksjonen.",
            9: "Er dette fortsatt aktuelt?",
            17: "To familier er med så langt.",
        },
    ),
    MadeUpBydel("sondre-nordstrand", 62, HANDLINGSPLAN, share=0.8, answers=0.35, has_titles=True),
)
