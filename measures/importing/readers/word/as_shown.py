"""A Word file as Word shows it: what stands in its XML otherwise than on the page is put right.

Word keeps more than it shows: prompts of empty content controls, both halves of what newer and
older versions draw, boxes to tick, paragraphs that a tracked deletion has joined. All of it is
rewritten here in place, before anything is read.
"""

from copy import deepcopy
from typing import Any

from docx.document import Document as WordFile
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_OFF = {"0", "false", "none", "off"}
_LOOKS = (qn("w:vanish"), qn("w:strike"))
"""What a style may say of its text that changes what is read."""


def as_shown(file: WordFile) -> None:
    """Rewrites the document's body."""
    body = file.element.body
    _one_of_alternatives(body)
    _without_prompts(body)
    _with_ticks(body)
    _with_form_fields(body)
    _with_joined_paragraphs(body)
    _with_looks_of_styles(file)


def holds_other_files(file: WordFile) -> bool:
    """Whether some of it is a whole file that Word puts in when it opens it (`w:altChunk`)."""
    return next(file.element.body.iter(qn("w:altChunk")), None) is not None


def _one_of_alternatives(body: Any) -> None:
    """What is drawn in two ways is read once, as the newest Word draws it."""
    for both in list(body.iter(f"{_MC}AlternateContent")):
        one = both.find(f"{_MC}Choice")
        one = both.find(f"{_MC}Fallback") if one is None else one
        _replace(both, list(one) if one is not None else [])


def _without_prompts(body: Any) -> None:
    """«Velg et element.» is Word's own; nobody has written it."""
    for control in list(body.iter(qn("w:sdt"))):
        if _is_on(control.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}")):
            for run in list(control.iter(qn("w:r"))):
                _remove(run)


def _with_ticks(body: Any) -> None:
    """A box to tick is an x, or nothing; of several in a cell, each with its words, it is a box."""
    boxes = [
        (control, box)
        for control in body.iter(qn("w:sdt"))
        if (box := control.find(f"{qn('w:sdtPr')}/{_W14}checkbox")) is not None
    ]
    choices = [control for control, _box in boxes if _is_a_choice(control)]
    for control, box in boxes:
        ticked = box.find(f"{_W14}checked")
        is_ticked = ticked is not None and (ticked.get(f"{_W14}val") or "1") not in _OFF
        runs = list(control.iter(qn("w:r")))
        if runs and control in choices:
            runs[0].addprevious(_run("☒" if is_ticked else "☐"))
        elif runs and is_ticked:
            runs[0].addprevious(_run("x"))
        for run in runs:
            _remove(run)


def _is_a_choice(control: Any) -> bool:
    """Whether a box is one of several in its cell, with words beside it («☐ I gang»)."""
    cell = next(control.iterancestors(qn("w:tc")), None)
    paragraph = next(control.iterancestors(qn("w:p")), None)
    if cell is None or paragraph is None:
        return False
    words = [
        text.text or ""
        for text in paragraph.iter(qn("w:t"))
        if not any(_is_box(each) for each in text.iterancestors(qn("w:sdt")))
    ]
    return any(map(str.strip, words)) and sum(map(_is_box, cell.iter(qn("w:sdt")))) > 1


def _is_box(control: Any) -> bool:
    return control.find(f"{qn('w:sdtPr')}/{_W14}checkbox") is not None


def _with_form_fields(body: Any) -> None:
    """Boxes and lists of older forms, which have no text of their own in the file."""
    for field in list(body.iter(qn("w:ffData"))):
        chosen = _ticked(field) or _chosen(field)
        run = field.getparent().getparent()
        if chosen and run.tag == qn("w:r"):
            run.addprevious(_run(chosen))


def _ticked(field: Any) -> str:
    box = field.find(qn("w:checkBox"))
    if box is None:
        return ""
    ticked = box.find(qn("w:checked"))
    return "x" if _is_on(ticked if ticked is not None else box.find(qn("w:default"))) else ""


def _chosen(field: Any) -> str:
    choices = field.find(qn("w:ddList"))
    if choices is None:
        return ""
    offered = [entry.get(qn("w:val")) or "" for entry in choices.findall(qn("w:listEntry"))]
    chosen = choices.find(qn("w:result"))
    chosen = choices.find(qn("w:default")) if chosen is None else chosen
    place = int(chosen.get(qn("w:val")) or 0) if chosen is not None else 0
    return offered[place] if place < len(offered) else ""


def _with_joined_paragraphs(body: Any) -> None:
    """Where a paragraph's end is deleted or moved away, the next goes on in its line."""
    for name in ("w:del", "w:moveFrom"):
        for mark in list(body.iter(qn(name))):
            paragraph = _paragraph_that_ends_with(mark)
            following = paragraph.getnext() if paragraph is not None else None
            if following is None or following.tag != qn("w:p"):
                continue
            at = following.find(qn("w:pPr"))
            for child in [each for each in paragraph if each.tag != qn("w:pPr")]:
                if at is None:
                    following.insert(0, child)
                else:
                    at.addnext(child)
                at = child
            _remove(paragraph)


def _paragraph_that_ends_with(mark: Any) -> Any:
    """The paragraph whose own mark is deleted so; None where the mark is of something else."""
    look = mark.getparent()
    if look is None or look.tag != qn("w:rPr"):
        return None
    of_paragraph = look.getparent()
    if of_paragraph is None or of_paragraph.tag != qn("w:pPr"):
        return None
    return of_paragraph.getparent()


def _with_looks_of_styles(file: WordFile) -> None:
    """Text that a style hides or strikes out says so itself."""
    looks = _looks_by_style(file)
    if not looks:
        return
    for run in file.element.body.iter(qn("w:r")):
        look = run.find(qn("w:rPr"))
        own = _value(look, "w:rStyle")
        above = run.getparent()
        while above is not None and above.tag != qn("w:p"):
            above = above.getparent()
        of_paragraph = _value(above.find(qn("w:pPr")), "w:pStyle") if above is not None else None
        for name, element in (looks.get(of_paragraph or "", {}) | looks.get(own or "", {})).items():
            if look is None:
                look = OxmlElement("w:rPr")
                run.insert(0, look)
            if look.find(name) is None:
                look.append(deepcopy(element))


def _looks_by_style(file: WordFile) -> dict[str, dict[str, Any]]:
    """Of each style that hides or strikes out its text, its own and what it is based on."""
    styles = {
        style.get(qn("w:styleId")) or "": style
        for style in file.styles.element.findall(qn("w:style"))
    }
    found: dict[str, dict[str, Any]] = {}
    for own in styles:
        at, seen, looks = own, set[str](), dict[str, Any]()
        while at in styles and at not in seen:
            seen.add(at)
            look = styles[at].find(qn("w:rPr"))
            for name in _LOOKS:
                element = look.find(name) if look is not None else None
                if element is not None:
                    looks.setdefault(name, element)
            at = _value(styles[at], "w:basedOn") or ""
        if looks:
            found[own] = looks
    return found


def _run(text: str) -> Any:
    run, words = OxmlElement("w:r"), OxmlElement("w:t")
    words.text = text
    run.append(words)
    return run


def _replace(element: Any, others: list[Any]) -> None:
    for each in others:
        element.addprevious(each)
    _remove(element)


def _remove(element: Any) -> None:
    element.getparent().remove(element)


def _value(element: Any, name: str) -> str | None:
    found = element.find(qn(name)) if element is not None else None
    value: str | None = found.get(qn("w:val")) if found is not None else None
    return value


def _is_on(element: Any) -> bool:
    return element is not None and (element.get(qn("w:val")) or "1").lower() not in _OFF
