"""What each address of the access table is asked about, and what a person would send to it."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from measures.importing.kept import as_json, worksheet_from
from measures.importing.readers.pasted import read_pasted
from measures.importing.review.decisions import begin
from measures.importing.rows.reading import read_rows
from measures.importing.rows.words import Words
from measures.importing.tables.guessing import guess_layout
from measures.importing.worksheet.incoming import stands_now
from measures.importing.worksheet.marks import Known, Origin
from measures.importing.worksheet.reading import FilledRow, Worksheet
from measures.likeness.suggesting import suggested_plan
from measures.models import (
    Act,
    Deadline,
    Item,
    KeptFile,
    Measure,
    MeasureSource,
    PartyChange,
    Reading,
    Reply,
    ReplyLink,
    Responsible,
    Status,
    Theme,
    ThemeWord,
    WarningKind,
    WordMapping,
)
from measures.models.deletion import version_of_draft, version_of_measure
from measures.models.merging import merge_into
from measures.models.reading import KEPT_UNFINISHED
from measures.models.word_mapping import map_words
from measures.plan_pages.carrying_over.decisions import CarryOverForm
from measures.plan_pages.carrying_over.forms import seal
from measures.vocabulary import StatusCode
from plans.forms import fingerprint
from plans.models import Plan
from reporting.feed.address import address_for
from reporting.files.downloads import CSV, EXCEL, WORD
from reporting.models import (
    CityFile,
    DataAddress,
    FrozenRow,
    Judgement,
    OrderedFile,
    QuestionDraft,
    QuestionPost,
    Round,
    StoredFile,
    Submission,
)
from reporting.models.data_address import sum_of_token
from reporting.publication.acts import Verdict, judge, publish
from reporting.publication.gate import Gate
from reporting.rounds.forms import fingerprint as fingerprint_of_round
from reporting.submission.files.making import store_files
from reporting.submission.freezing import send
from reporting.submission.returning import seal_of
from reporting.themes.forms import mark
from ruspolitikk.accounts.models import Organisation, Role, User
from ruspolitikk.accounts.public_pages.accessibility import ACCESSIBILITY
from ruspolitikk.accounts.public_pages.privacy import PRIVACY
from ruspolitikk.accounts.public_pages.sections import written
from ruspolitikk.accounts.recorded import signed
from ruspolitikk.days import Day
from ruspolitikk.fields import fingerprint as text_fingerprint
from tests.factories import (
    editor_of,
    make_dismissal,
    make_measure,
    make_plan,
    make_theme,
    make_user,
    organisation,
    report,
    warning_on,
)

REPLY_BY_LINK = ("measures:reply-by-link", "measures:reply-thanks")
DATA_TOKEN = "et-ord-som-ingen-gjetter"
ABOUT_DATA: dict[str, Callable[[], list[Any]]] = {
    "reporting:data": list,
    "reporting:report-data": lambda: [StoredFile.objects.earliest("pk").submission_id, "csv"],
    "reporting:round-data": lambda: [Round.objects.get(name="T1 2026").pk, 1, "csv"],
}
ABOUT_THEMES = {
    "reporting:theme",
    "reporting:theme-excel",
    "reporting:theme-csv",
    "reporting:edit-theme",
    "reporting:delete-theme",
    "reporting:add-theme-word",
}
ABOUT_SUBMISSIONS = {
    "reporting:submission",
    "reporting:submission-receipt",
    "reporting:make-submission-files",
    "reporting:read-submission",
    "reporting:return-submission",
    "reporting:receive-submission",
}
ABOUT_CLOSED_ROUNDS = {
    "reporting:publication",
    "reporting:publication-remarks",
    "reporting:publication-remarks-of",
    "reporting:preview-publication",
    "reporting:preview-publication-of",
    "reporting:publish-round",
    "reporting:take-back-round",
}
PUBLISHED = {
    "reporting:published-round": [],
    "reporting:published-bydel": ["ostensjo"],
    "reporting:published-file": ["csv"],
}
"""What stands after the round in the address."""
ABOUT_THREADS = {"reporting:ask-about-measure", "reporting:write-in-thread"}
ABOUT_ROUNDS = {
    "reporting:round",
    "reporting:round-about",
    "reporting:edit-round",
    "reporting:delete-round",
    "reporting:make-city-files",
}
SENDERS = {"grorud": "grorud", "ostensjo": "ostensjo", "unknown": "finnes-ikke"}
ABOUT_REPORTS = {"measures:correct", "measures:withdraw", "measures:undo", "measures:receipt"}
ABOUT_READINGS = {
    "measures:reading-tables",
    "measures:reading-review",
    "measures:reading-summary",
    "measures:reading-faults",
    "reporting:faulty-rows",
    "measures:reading-difference",
    "measures:discard-reading",
    "measures:repair-reading",
}
WRITTEN_PAGES = {"edit-accessibility": ACCESSIBILITY, "edit-privacy": PRIVACY}
PASTED = "Tiltak\tAnsvarlig\nÅpne et værested for unge\tNAV"
ABOUT_PLANS = {
    "measures:plan",
    "measures:add-measure",
    "measures:ask-leaders",
    "measures:reply-links",
    "measures:check-plan",
    "reporting:council",
    "reporting:council-word",
    "reporting:council-excel",
    "plans:edit-plan",
    "measures:adopt-plan",
    "measures:remove-draft",
    "measures:misfile-plan",
    "measures:withdraw-adoption",
    "measures:edit-parts",
    "measures:edit-order",
    "measures:city-answers",
    "measures:suggestions",
    "measures:continue-plan",
}


@dataclass(frozen=True)
class Targets:
    """A plan, a measure and a party for each word in the column «of»."""

    plans: dict[str, str]
    measures: dict[str, int]
    parties: dict[str, int]
    replies: dict[str, Any]

    def address(self, name: str, of: str) -> str:
        if name == "account_reset_password_from_key":  # tests/accounts/login/test_forgotten.py
            return reverse(name, args=["1", "finnes-ikke"])
        if name == "mfa_remove_webauthn":  # which asks for the password first
            return reverse(name, args=[987654321])
        if of == "-":
            return reverse(name)
        if name.startswith("people:"):
            return person_address(name, of)
        if name in WRITTEN_PAGES:
            key = WRITTEN_PAGES[name].sections[0].key if of == "section" else "finnes-ikke"
            return reverse(name, args=[key])
        if name == "kept-form":  # whose text it is: tests/accounts/test_kept_forms.py
            return reverse(name, args=["finnes-ikke"])
        if name == "measures:confirm":
            return f"{reverse(name)}?tiltak={self.measures[of]}"
        if name in {"measures:party", "measures:merge-party"}:
            return reverse(name, args=[self.parties[of]])
        if name in {"measures:part-party", "measures:undo-merge"}:
            merge = PartyChange.objects.first() if of == "grorud" else None
            return reverse(name, args=[merge.pk if merge else 987654321])
        if name in {"measures:withdraw-mapping", "measures:undo-mapping"}:
            mapping = WordMapping.objects.first() if of == "grorud" else None
            return reverse(name, args=[mapping.pk if mapping else 987654321])
        if name == "measures:kept-file":
            kept = KeptFile.objects.first() if of == "grorud" else None
            return reverse(name, args=[kept.pk if kept else 987654321])
        if name == "measures:being-read":
            stalled = Reading.objects.filter(state=Reading.State.BEING_READ).first()
            return reverse(name, args=[stalled.pk if stalled and of == "grorud" else 987654321])
        if name in ABOUT_READINGS:
            is_again = name == "measures:reading-difference"
            own = Reading.objects.filter(plan__isnull=not is_again)
            reading = own.first() if of == "grorud" else None
            return reverse(name, args=[reading.pk if reading else 987654321])
        if name == "measures:reading-worksheet":
            sheets = Reading.objects.filter(worksheet__isnull=False)
            reading = sheets.first() if of == "grorud" else None
            return reverse(name, args=[reading.pk if reading else 987654321])
        if name == "measures:undo-reading":
            act = Act.objects.filter(kind=Act.Kind.READING).first() if of == "grorud" else None
            return reverse(name, args=[act.pk if act else 987654321])
        if name in ABOUT_REPORTS:
            status = Status.objects.filter(measure=self.measures[of]).order_by("pk").last()
            if name in {"measures:correct", "measures:withdraw"}:
                return reverse(name, args=[self.measures[of], f"s{status.pk if status else 0}"])
            return reverse(name, args=[status.act_id if status else 0])
        if name in self.replies:
            return reverse(
                name, args=[self.replies[name] if of == "grorud" else self.unknown(name)]
            )
        if name == "measures:carry-over":
            return reverse(name, args=[self.plans[of], self.plans["draft"]])
        if name == "reporting:withdraw-theme-word":
            known = ThemeWord.objects.filter(theme__slug="fact").first() if of == "theme" else None
            return reverse(name, args=["fact", known.pk if known else 987654321])
        if name in ABOUT_ROUNDS:
            one = Round.objects.first() if of == "round" else None
            return reverse(name, args=[one.pk if one else 987654321])
        if name in PUBLISHED:
            slug = "t1-2020" if of == "public" else "finnes-ikke"
            return reverse(name, args=[slug, *PUBLISHED[name]])
        if name in ABOUT_CLOSED_ROUNDS:
            is_public = name == "reporting:take-back-round"
            named = "T1 2020" if is_public else "Årsrapport 2020"
            closed = Round.objects.filter(name=named).first() if of == "round" else None
            of_bydel = ["ostensjo"] if name.endswith("-of") else []
            return reverse(name, args=[closed.pk if closed else 987654321, *of_bydel])
        if name in {"reporting:close-round", "reporting:write-to-bydeler"}:
            due = Round.objects.filter(name="T1 2026").first() if of == "round" else None
            return reverse(name, args=[due.pk if due else 987654321])
        if name == "reporting:reopen-round":
            closed = Round.objects.get(name="Årsrapport 2020")
            return reverse(name, args=[closed.pk, SENDERS[of]])
        if name in {"reporting:send-in", "reporting:preview-submission"}:
            return reverse(name, args=[Round.objects.get(name="T1 2026").pk, SENDERS[of]])
        if name in ABOUT_THREADS:
            row = FrozenRow.objects.first() if of == "ostensjo" else None
            address = [row.submission_id, row.measure_pk] if row else [987654321, 1]
            return reverse(name, args=address)
        if name in ABOUT_SUBMISSIONS:
            sent = Submission.objects.first() if of == "ostensjo" else None
            return reverse(name, args=[sent.pk if sent else 987654321])
        if name == "reporting:round-measures":
            return reverse(name, args=[Round.objects.get(name="Årsrapport 2020").pk, of])
        if name == "reporting:city-file":
            return reverse(name, args=[Round.objects.get(name="T1 2026").pk, 1, of])
        if name == "reporting:submission-file":
            sent = Submission.objects.first()
            return reverse(name, args=[sent.pk if sent else 1, of])
        if name in ABOUT_DATA:
            token = DATA_TOKEN if of == "address" else "finnes-ikke"
            return reverse(name, args=[token, *ABOUT_DATA[name]()])
        if name == "reporting:withdraw-address":
            own_address = DataAddress.objects.first() if of == "address" else None
            return reverse(name, args=[own_address.pk if own_address else 987654321])
        if name in {"reporting:ordered-file", "reporting:fetch-ordered-file"}:
            ordered = OrderedFile.objects.first() if of == "other" else None
            return reverse(name, args=[ordered.pk if ordered else 987654321])
        if name == "reporting:calendar-feed" and of == "grorud":
            return urlsplit(address_for(User.objects.filter(is_active=True).earliest("pk"))).path
        if name in ABOUT_THEMES:
            return reverse(name, args=["fact" if of == "theme" else "finnes-ikke"])
        about_plan = name in ABOUT_PLANS
        return reverse(name, args=[self.plans[of] if about_plan else self.measures[of]])

    @staticmethod
    def unknown(name: str) -> Any:
        return "finnes-ikke" if name in REPLY_BY_LINK else 987654321


def person_address(name: str, of: str) -> str:
    """Of a redaktør who has an e-mail address, and has not logged in."""
    person = User.objects.filter(username="har-e-post").first() if of == "person" else None
    pk = person.pk if person else 987654321
    if name == "people:welcome":
        return reverse(name, args=["ukjent"])
    held = person.memberships.first() if person else None
    return reverse(name, args=[pk, held.pk if held else 1] if name == "people:take-role" else [pk])


def replies_by_link() -> dict[str, Any]:
    """A link for Grorud's «Kriseteam», and a reply that waits."""
    party = Responsible.objects.get_by_natural_key("grorud", "Kriseteam")
    measure = party.measures.get(plan__slug="grorud-2023")
    link = ReplyLink.objects.create(
        responsible=party,
        plan=measure.plan,
        expires_on=date(2999, 1, 1),
        created_by=editor_of(measure.plan.organisation),
    )
    reply = Reply.objects.create(
        link=link,
        measure=measure,
        words="Iverksatt",
        code="implemented",
        version=measure.report_version,
        applies_on=date(2026, 1, 1),
    )
    token = link.path.split("/")[2]
    of_link = dict.fromkeys(["measures:show-reply-link", "measures:revoke-reply-link"], link.pk)
    by_token = dict.fromkeys(REPLY_BY_LINK, token)
    verbs = ("accept", "correct", "decline")
    return {**of_link, **by_token, **{f"measures:{verb}-reply": reply.pk for verb in verbs}}


def read_in(measure: Measure) -> None:
    """A document that a worker left, one that is being read in, one of a plan that is there, and a
    measure that a fourth one gave."""
    owner = measure.plan.organisation
    Reading.objects.create(
        organisation=owner,
        uploaded_by=editor_of(owner),
        uploaded_at=timezone.now() - timedelta(days=1),
        kept_until=timezone.now() + KEPT_UNFINISHED,
        file_name="Plan.pdf",
        state=Reading.State.BEING_READ,
    )
    document = read_pasted(PASTED)
    layout = guess_layout(document)
    for plan in (None, measure.plan):
        Reading.objects.create(
            organisation=owner,
            uploaded_by=editor_of(owner),
            kept_until=timezone.now() + KEPT_UNFINISHED,
            file_name=document.name,
            document=as_json(document),
            layout=as_json(layout),
            rows=as_json(begin(read_rows(document, layout, words=Words.of(owner)))),
            plan=plan,
            makes_plan=plan is None,
        )
    came_back(measure)
    act = Act.objects.create(
        organisation=owner, kind=Act.Kind.READING, **signed(editor_of(owner), owner)
    )
    MeasureSource.objects.create(measure=measure, act=act, document="Plan.docx", place="Rad 1")
    KeptFile.objects.create(
        plan=measure.plan, act=act, name="Plan.docx", kind="word", content=b"PK"
    )


def came_back(measure: Measure) -> None:
    """An arbeidsark that says something of it, and waits to be taken in."""
    owner = measure.plan.organisation
    known = Known.of(measure)
    row = FilledRow(8, known.key_in(measure.plan.slug), known, status="Avsluttet")
    origin = Origin(owner.slug, measure.plan.slug, "", timezone.now())
    Reading.objects.create(
        organisation=owner,
        uploaded_by=editor_of(owner),
        uploaded_at=timezone.now() - timedelta(hours=1),
        kept_until=timezone.now() + KEPT_UNFINISHED,
        file_name="arbeidsark.xlsx",
        document={},
        layout={},
        worksheet=as_json(Worksheet(origin, None, "", (row,))),
        plan=measure.plan,
        makes_plan=False,
    )


def judged_and_published(bydel: Organisation, by: User) -> None:
    """Two rounds that are closed, and that Østensjø had sent for; of both all is judged, and the
    first is published."""
    city = make_user("publiserer", (Role.CITY_ADMIN, "oslo"))
    for name, cut_off in (("T1 2020", date(2020, 4, 30)), ("Årsrapport 2020", date(2020, 12, 31))):
        one = Round.objects.create(name=name, cut_off=cut_off, due_on=cut_off)
        send(one, bydel, by=by, comment="", today=cut_off)
        Submission.objects.filter(round=one).update(closed_as=Submission.State.RECEIVED)
        one.closed_at = timezone.make_aware(datetime(2021, 1, 25))
        one.save()
        omit = Verdict(Judgement.Answer.OMIT)
        judge(one, [(each, omit) for each in Gate.of(one).findings], by=city)
        if name == "T1 2020":
            publish(one, seen=Gate.of(one).seal, by=city, today=date(2021, 2, 1))


def sent_in() -> None:
    """Three rounds that are past, the first two of them closed; Østensjø has sent for the last too,
    and the others have not."""
    bydel = organisation("ostensjo")
    by = editor_of(bydel)
    judged_and_published(bydel, by)
    one = Round.objects.create(name="T1 2026", cut_off=date(2026, 4, 30), due_on=date(2026, 5, 20))
    sent = send(one, bydel, by=by, comment="", today=date(2026, 5, 10))
    about = {"submission": sent, "measure_pk": sent.rows.all()[0].measure_pk, **signed(by, bydel)}
    QuestionDraft.objects.create(text="Hvorfor?", **about)
    QuestionPost.objects.create(text="Når?", from_city=True, **about)
    store_files(sent)
    for kind, name, content_type in (
        ("note", "notat-t1-2026-nr-1.docx", WORD),
        ("csv", "rader-t1-2026-nr-1.csv", CSV),
    ):
        file = CityFile.of(kind, name, content_type, b"PK")
        file.round, file.number = one, 1
        file.save()
    by_city = signed(by, Organisation.objects.get(slug="oslo"))
    # Used so lately that a reading writes nothing.
    lately = timezone.now() + timedelta(days=1)
    used = {"token_sum": sum_of_token(DATA_TOKEN), "last_used_at": lately}
    DataAddress.objects.create(name="Power BI", **used, **by_city)
    person = make_user("har-e-post", (Role.EDITOR, "grorud"), email="redaktor@example.org")
    OrderedFile.objects.create(
        ordered_by=person,
        address="/tiltak/excel/?per=01.07.2026",
        rows=2_000,
        name="tiltak-2026-07-01.xlsx",
        content_type=EXCEL,
        content=b"PK",
        made_at=timezone.now(),
    )


def make_targets() -> Targets:
    """Of the five plans, and what they have none of: a draft, a theme, a link that was answered."""
    draft = make_plan("grorud", slug="grorud-utkast", state=Plan.State.DRAFT)
    linked = Measure.objects.filter(plan__slug="ostensjo-2020")
    for measure in linked:
        Item.objects.create(measure=measure, position=1, text="Et delpunkt")
    measures = {
        "grorud": Measure.objects.get_by_natural_key("grorud-2023", 1),
        "draft": [make_measure(draft, items=["Et delpunkt"]), make_measure(draft)][0],
        "linked": Measure.objects.filter(
            plan__slug="ostensjo-2020", responsibles__name="seksjonssjef hjemmetjenesten"
        ).first(),
        "unlinked": Measure.objects.filter(plan__slug="ostensjo-2020")
        .exclude(responsibles__name="seksjonssjef hjemmetjenesten")
        .first(),
        "city": Measure.objects.framework().first(),
    }
    grorud = measures["grorud"].plan.organisation
    map_words(grorud, "Nesten i mål", StatusCode.IN_PROGRESS, by=editor_of(grorud))
    spellings = [
        Responsible.objects.get_by_natural_key("grorud", name)
        for name in ("ansatte ved Regnbuen", "Ansatte ved Regnbuen")
    ]
    merge_into(spellings[0], spellings[1], by=editor_of(grorud))
    for name in ("grorud", "draft"):
        report(measures[name], on=date(2026, 4, 30))
    read_in(measures["grorud"])
    city = Plan.objects.framework().get()
    Round.objects.create(name="T1 2030", cut_off=date(2030, 4, 30), due_on=date(2030, 5, 20))
    sent_in()
    make_theme("FACT", "rusFACT", name="FACT", slug="fact")
    return Targets(
        plans={
            "grorud": "grorud-2023",
            "draft": draft.slug,
            "city": city.slug,
            "unknown": "finnes-ikke",
        },
        measures={name: measure.pk for name, measure in measures.items()} | {"unknown": 987654321},
        parties={
            "grorud": Responsible.objects.get_by_natural_key("grorud", "Kriseteam").pk,
            "linked": Responsible.objects.get_by_natural_key(
                "ostensjo", "seksjonssjef hjemmetjenesten"
            ).pk,
            "unknown": 987654321,
        },
        replies=replies_by_link(),
    )


def typed(name: str, of: str, targets: Targets) -> dict[str, Any]:
    """What a person would send, so that a refusal is about the person and not about the form."""
    today = date.today()  # noqa: DTZ011  # the page's own day, whatever the test's clock says
    if name in {"measures:report-status", "measures:row", "measures:confirm"}:
        measure = Measure.objects.filter(pk=targets.measures[of]).first()
        version = measure.report_version if measure else 0
        report = {"status": "in_progress", "applies_on": f"{today:%d.%m.%Y}", "version": version}
        seen = f"{targets.measures[of]}:{version}:0"
        return report if name != "measures:confirm" else {**report, "sett": "1", "tiltak": seen}
    if name in {"measures:correct", "measures:withdraw"}:
        found = Measure.objects.filter(pk=targets.measures[of]).first()
        deadline = found.latest_deadline_id if found else 0
        seen = f"{found.report_version if found else 0}-{deadline or 0}"
        day = {"status": "on_hold", "applies_on": "30.04.2026"}
        parts = f"s{found.latest_status_id if found else 0}"
        return {**day, "reason": "Feil tiltak", "version": seen, "parts": parts}
    if name == "measures:add-measure":
        joined = {"joined_on": f"{localdate():%d.%m.%Y}"}
        return {"text": "Et nytt tiltak", "version": 0, "token": str(uuid.uuid4()), **joined}
    if name == "measures:read-plan":
        owner = Plan.objects.get(slug="grorud-2023").organisation_id
        return {"text": PASTED, "organisation": owner}
    if name == "measures:reading-tables":
        columns = {"col-0-0": "text", "col-0-1": "responsible"}
        return {"take-0": "on", "first-0": "1", **columns}
    if name == "measures:reading-review":
        return {"rad": "1", "hva": "ut"}
    if name == "measures:reading-difference":
        return {"hva": "dag", "per": "30.04.2026"}
    if name == "measures:reading-worksheet":
        found = Measure.objects.filter(pk=targets.measures[of]).first()
        kept = Reading.objects.filter(worksheet__isnull=False).first()
        return {
            "applies_on": "30.04.2026",
            "applies_on-spurt": "2026-04-30",
            "stands": stands_now(worksheet_from(kept.worksheet), found.plan) if found else "",
            "ta": [found.pk if found else 0],
        }
    if name == "measures:reading-summary":
        return {"title": "En plan", "starts_on": "01.01.2031"}
    if name == "plans:add-plan":
        owner = Plan.objects.framework().get().organisation_id
        return {"title": "En ny plan", "starts_on": "01.01.2031", "organisation": owner}
    if name == "plans:edit-plan":
        plan = Plan.objects.filter(slug=targets.plans[of]).first()
        start = {"starts_on": "01.01.2023"}
        why = {"reason": "Skrivefeil"}
        return {"title": "Skrevet om", "standing": fingerprint(plan), **start, **why}
    if name == "measures:edit-parts":
        kinds = ("maal", "strategi", "innsats")
        lines = {f"{kind}-{n}_FORMS": 0 for kind in kinds for n in ("TOTAL", "INITIAL")}
        return {**lines, "maal-TOTAL_FORMS": 1, "maal-0-text": "Et nytt mål", "reason": "Glemt"}
    if name == "measures:continue-plan":
        return {"title": "Neste plan", "starts_on": "01.01.2040"}
    if name == "measures:carry-over":
        old, new = (Plan.objects.filter(slug=targets.plans[s]).first() for s in (of, "draft"))
        if old is None or new is None:
            return {}
        rows = CarryOverForm(old, new).rows
        return {"rest": "continued"} | {f"{r.prefix}-shown": seal(r.saved) for r in rows}
    if name == "measures:suggestions":
        plan = Plan.objects.filter(slug=targets.plans[of]).first()
        if plan is None or not (asked := suggested_plan(plan, [], Day.now()).asked):
            return {}
        prefix = f"t{asked[0].measure.pk}"
        return {f"{prefix}-seen": asked[0].seen, f"{prefix}-none": "on"}
    if name == "measures:city-answers":
        return {
            "city_measure": targets.measures["city"],
            "act": "ingen",
            "reason": "Andre gjør det",
        }
    if name == "measures:edit-order":
        plan = Plan.objects.filter(slug=targets.plans[of]).first()
        last = Measure.objects.filter(plan=plan).order_by("position").last()
        return {"measure": last.pk if last else 0, "act": "opp"}
    if name == "reporting:data-addresses":
        return {"name": "Power BI"}
    if name == "reporting:publish-round":
        return {"seen": Gate.of(Round.objects.get(name="Årsrapport 2020")).seal}
    if name == "reporting:take-back-round":
        return {"reason": "Feil tall"}
    if name == "reporting:write-to-bydeler":
        return {"bydeler": ["grorud"], "text": "Hei"}
    if name == "reporting:reopen-round":
        return {"reason": "Feil status på tiltak 8"}
    if name in {"measures:misfile", "measures:misfile-plan", "measures:part-party"}:
        return {"reason": "Lagt inn to ganger"}
    if name == "measures:remove-draft":
        plan = Plan.objects.filter(slug=targets.plans[of]).first()
        return {"sure": "on", "version": version_of_draft(plan) if plan else ""}
    if name == "measures:remove-measure":
        found = Measure.objects.filter(pk=targets.measures[of]).first()
        return {"version": version_of_measure(found) if found else ""}
    if name == "measures:adopt-plan":
        return {"adopted_on": "01.11.2026"}
    if name == "measures:edit-measure":
        deadline = Deadline.objects.filter(measure=targets.measures[of]).first()
        said = deadline.words if deadline else ""
        words = {"deadline_words": said, "initial-deadline_words": said}
        return {"text": "Skrevet om", "version": 0, "token": str(uuid.uuid4()), **words}
    if name == "measures:set-deadline":
        deadline = Deadline.objects.filter(measure=targets.measures[of]).first()
        standing = deadline.pk if deadline else 0
        moved = {"words": "31.12.2030", "reason": "Ingen lokaler", "standing": standing}
        return {**moved, "applies_on": f"{today:%d.%m.%Y}"}
    if name == "measures:tick-items":
        item = Item.objects.filter(measure=targets.measures[of]).first()
        return {"gjort": item.pk if item else 0, "applies_on": f"{today:%d.%m.%Y}"}
    if name == "measures:edit-items":
        new = {"linje-TOTAL_FORMS": 1, "linje-INITIAL_FORMS": 0, "linje-0-text": "Et nytt punkt"}
        return {**new, "version": 0}
    if name in {"reporting:add-theme", "reporting:edit-theme"}:
        theme = Theme.objects.filter(slug="fact").first()
        seen = mark(theme) if theme and of == "theme" else ""
        return {"name": "Et nytt tema", "words": "bolig", "seen": seen}
    if name in {"reporting:return-submission", "reporting:receive-submission"}:
        return {"seen": seal_of(QuestionDraft.objects.all())}
    if name in {"reporting:ask-about-measure", "reporting:write-in-thread"}:
        return {"text": "Hvorfor?"}
    if name in {"reporting:open-round", "reporting:edit-round"}:
        one = Round.objects.first() if of == "round" else None
        days = {"cut_off": "31.08.2030", "due_on": "20.09.2030"}
        return {"name": "T2 2030", "seen": fingerprint_of_round(one) if one else "", **days}
    if name == "reporting:add-theme-word":
        return {"nytt": "ambulant team"}
    if name == "measures:withdraw-mapping":
        return {"reason": "Bydelen mener Iverksatt"}
    if name == "measures:map-word":
        return {"words": "Nesten i mål", "code": "in_progress"}
    if name in {"measures:dismiss-warning", "measures:show-warning"}:
        return answer_to_a_warning(targets.measures[of], dismissed=name == "measures:show-warning")
    if name in {"measures:add-party", "measures:party"}:
        return {"name": "En ny enhet", "kind": "unit"}
    if name == "measures:ask-leaders":
        if plan := Plan.objects.filter(slug=targets.plans[of]).first():
            make_measure(plan, "Ingen har rapportert", responsible=["Leder"])
        return {}
    if name == "measures:reply-links":
        party = Responsible.objects.get_by_natural_key("grorud", "Kriseteam")
        return {"responsible": party.pk, "expires_on": f"{today:%d.%m.%Y}"}
    if name in {"measures:reply-by-link", "measures:correct-reply"}:
        answered = Reply.objects.get().measure
        prefix, version = f"t{answered.pk}", answered.report_version
        return {f"{prefix}-status": "ongoing", f"{prefix}-version": version}
    if name == "measures:decline-reply":
        return {"reason": "Gjelder et annet tiltak"}
    if name == "measures:merge-party":
        return {"med": Responsible.objects.get_by_natural_key("grorud", "NAV").pk}
    if name in {"people:invite", "people:give-role"}:
        days = {"starts_on": f"{localdate():%d.%m.%Y}"}
        place = {"role": "reader", "organisation": "alna", **days}
        return {"name": "Kari Vik", "email": "kari@example.org", "first": "lenke", **place}
    if name in WRITTEN_PAGES:
        [section, *_] = written(WRITTEN_PAGES[name])
        return {"text": "Byens egne ord", "seen": text_fingerprint({"text": section.text})}
    if name == "people:contact":
        return {"name": "Ola Vik", "email": "redaktor@example.org"}
    if name == "admin:measures_measure_change":
        formsets = {
            f"{prefix}-{form}_FORMS": "0"
            for prefix in ("items", "assignments")
            for form in ("TOTAL", "INITIAL")
        }
        return {"position": 1, "text": "Skrevet om i administrasjonen", **formsets}
    return {}


def answer_to_a_warning(pk: int, *, dismissed: bool) -> dict[str, Any]:
    """The measure is given a warning, dismissed by somebody where it shall be shown again."""
    Measure.objects.filter(pk=pk).update(responsible_text="Kari")
    measure = Measure.objects.filter(pk=pk).first()
    if measure is None:
        return {}
    facts = warning_on(measure, WarningKind.PERSONS_NAME).facts
    if dismissed:
        make_dismissal(measure, kind=WarningKind.PERSONS_NAME, facts=facts)
    return {"kind": "persons_name", "facts": facts, "reason": "Et sted"}
