"""What somebody says of a measure in one act."""

from dataclasses import dataclass
from enum import Enum

from measures.vocabulary import RiskLevel, StatusCode


class Untouched(Enum):
    """A value that a form showed and nobody changed."""

    UNTOUCHED = "untouched"


UNTOUCHED = Untouched.UNTOUCHED


@dataclass(frozen=True, slots=True)
class Report:
    """A status in somebody's words with the code they count as, and the risk.

    No words where only the risk is spoken of; a risk that is `UNTOUCHED` is not reported, and None
    takes it away.
    """

    words: str = ""
    code: StatusCode | None = None
    remark: str = ""
    risk: RiskLevel | Untouched | None = UNTOUCHED
