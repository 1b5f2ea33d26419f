"""«Ta vare på filen»: the source of a plan is kept with it, until the reading is taken back."""

from measures.importing.kept import document_from
from measures.models import Act, KeptFile, Reading
from plans.models import Plan


def has_file(reading: Reading) -> bool:
    """What was pasted has none."""
    return Reading.objects.filter(pk=reading.pk, content__isnull=False).exists()


def keep_file(reading: Reading, plan: Plan, act: Act) -> None:
    """The file of a reading that has one."""
    KeptFile.objects.create(
        plan=plan,
        act=act,
        name=reading.file_name,
        kind=document_from(reading.document).kind,
        content=reading.content,
    )


def put_file_back(reading: Reading, act: Act) -> None:
    """A reading that is taken back has its file again, and the plan has it no longer."""
    kept = KeptFile.objects.filter(act=act).first()
    if kept is not None:
        Reading.objects.filter(pk=reading.pk).update(content=kept.content)
        kept.delete()
