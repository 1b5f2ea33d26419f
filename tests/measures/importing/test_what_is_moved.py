"""What a status says is moved: the deadline, or something else."""

import pytest

from measures.importing.readers.pasted import read_pasted
from tests.measures.importing.test_other_authors import rows_of

pytestmark = pytest.mark.one_database  # it asks none


def due_on(status: str, deadline: str = "30.06.2025") -> str:
    told = f"Tiltak\tAnsvarlig\tFrist\tStatus\nÅpen kafé\tNAV\t{deadline}\t{status}\n"
    (row,) = rows_of(read_pasted(told))
    assert row.status_text == status
    return str(row.due_on)


@pytest.mark.parametrize(
    "status",
    [
        "Utsatt. Legene omorganiserer, og møtet er flyttet til november 2026.",
        "Påbegynt, men behandlingen i utvalget er utsatt til november 2026",
        "Påbegynt. Svar fra Husbanken forventes innen 01.03.2026.",
        "Påbegynt. Brukerne er flyttet til 01.03.2026",
    ],
)
def test_the_day_of_something_else_is_no_new_deadline(status: str) -> None:
    assert due_on(status) == "2025-06-30"


@pytest.mark.parametrize(
    "status",
    [
        "Forsinket, flyttet til 01.03.2026",
        "Tiltaket er flyttet til 01.03.2026",
        "På grunn av vakanse er fristen forskjøvet til 01.03.2026",
        "Påbegynt, forventes ferdig innen 01.03.2026",
        "Påbegynt. Rapporten forventes ferdigstilt innen 01.03.2026",
        "Utsatt til 01.03.2026",
        "Oppstart er utsatt til 01.03.2026",
        "Er utsatt til 01.03.2026",
        "Påbegynt, men nå utsatt til 01.03.2026",
        "Påbegynt. Kaféen er utsatt til 01.03.2026",
        "Ikke startet. Det er utsatt til 01.03.2026",
    ],
)
def test_the_day_that_the_measure_is_moved_to_is_a_new_deadline(status: str) -> None:
    assert due_on(status) == "2026-03-01"


@pytest.mark.parametrize("deadline", ["Fortløpende", "Årlig", "Hele planperioden"])
def test_what_has_no_day_is_not_moved_by_a_word_for_postponed(deadline: str) -> None:
    assert due_on("Utsatt til 2027", deadline) == "None"
    assert due_on("Forsinket, ny frist 01.03.2027", deadline) == "2027-03-01"
