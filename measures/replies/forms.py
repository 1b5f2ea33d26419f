"""Svar uten konto: making a link, replying by it, and what a redaktør says to the reply."""

from datetime import date
from typing import Any

from django import forms
from django.db import transaction
from django.db.models import Count, F, Max, Q
from django.utils.timezone import now

from measures.models import (
    UNTOUCHED,
    GivenReply,
    Measure,
    Reply,
    ReplyLink,
    Report,
    Responsible,
    Status,
    take_replies,
)
from measures.models.reply import read_for
from measures.models.reply_link import LONGEST_TIME, USUAL_TIME
from measures.replies.asking import links_in, make_links, open_links
from measures.replies.mail import replies_have_come
from measures.rounds import proposed_day, with_asking_round
from measures.vocabulary import DISPLAY_ORDER, RiskLevel, StatusCode
from plans.models import Plan, locked
from ruspolitikk.accounts.models import User
from ruspolitikk.accounts.outbox import write
from ruspolitikk.addresses import row_named
from ruspolitikk.days import Day
from ruspolitikk.fields import DayField, TextField

LONGEST_REMARK = 4000
"""Characters of a remark by a link, which anybody who has it may send."""


class ReplyLinkForm(forms.Form):
    """A link for one of a plan's parties, and the day until which it holds."""

    expires_on = DayField(
        label="Lenken gjelder til og med",
        error_messages={"required": "Skriv hvor lenge lenken skal gjelde."},
    )
    responsible = forms.ModelChoiceField(
        Responsible.objects.none(),
        label="Ansvarlig",
        error_messages={
            "required": "Velg hvem lenken er til.",
            "invalid_choice": "Velg en som har tiltak i planen.",
        },
    )

    def __init__(self, plan: Plan, today: date, data: Any = None) -> None:
        super().__init__(data, initial={"expires_on": today + USUAL_TIME})
        self.plan = plan
        self.today = today
        self.is_for_all = bool(data) and "alle" in data
        self.fields["responsible"].required = not self.is_for_all
        in_plan = Q(measures__plan=plan, measures__is_misfiled=False)
        self.fields["responsible"].queryset = (  # type: ignore[attr-defined]
            Responsible.objects.unmerged()
            .filter(in_plan)
            .annotate(
                in_plan=Count("measures"),
                never_reported=Count("measures", filter=Q(measures__latest_status__isnull=True)),
                last_reported=Max("measures__current_reported_on"),
            )
            .order_by(F("last_reported").asc(nulls_first=True), "name_key")
        )

    @property
    def parties(self) -> Any:
        """The plan's parties, those who have been silent longest first."""
        return self.fields["responsible"].queryset  # type: ignore[attr-defined]

    def clean_expires_on(self) -> date:
        expires_on: date = self.cleaned_data["expires_on"]
        if expires_on < self.today:
            raise forms.ValidationError("Dagen er passert. Velg i dag eller senere.")
        if expires_on > self.today + LONGEST_TIME:
            raise forms.ValidationError(
                "En lenke kan gjelde i høyst %(days)d dager.", params={"days": LONGEST_TIME.days}
            )
        return expires_on

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.plan.state != Plan.State.ADOPTED:
            raise forms.ValidationError("Svarlenker lages når planen er vedtatt.")
        return cleaned

    def save(self, by: User) -> ReplyLink:
        until = self.cleaned_data["expires_on"]
        [link] = make_links(self.plan, [self.cleaned_data["responsible"]], until, by)
        return link

    @transaction.atomic
    def save_all(self, by: User) -> int:
        """A link for each of the plan's parties that has none that works; how many were made."""
        locked(self.plan, Plan.objects)
        has_one = open_links(links_in(self.plan), self.today)
        without = [party for party in self.parties if party.pk not in has_one]
        return len(make_links(self.plan, without, self.cleaned_data["expires_on"], by))


class ReplyForm(forms.Form):
    """One measure's part of a reply; left blank, it says nothing. `measure` has its state.

    It opens with the reply that waits, if there is one.
    """

    is_unchanged = forms.BooleanField(label="Uendret", required=False)
    status = forms.ChoiceField(label="Ny status", required=False)
    own_words = TextField(label="Eller med egne ord", required=False, max_length=1000)
    risk = forms.ChoiceField(label="Risiko", required=False)
    remark = TextField(
        label="Merknad",
        required=False,
        max_length=LONGEST_REMARK,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=(
            "Skriv hva som er gjort, eller hva som hindrer framdriften. "
            f"Ikke skriv navn på personer. Høyst {LONGEST_REMARK} tegn."
        ),
    )
    version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    standing = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(self, measure: Measure, waiting: Reply | None, data: Any = None) -> None:
        self.measure = measure
        self.waiting = waiting
        super().__init__(data, prefix=f"t{measure.pk}", initial=self._initial())
        self.fields["status"].choices = [  # type: ignore[attr-defined]
            ("", "Velg"),
            *((code.value, str(code.label)) for code in DISPLAY_ORDER),
        ]
        level = measure.risk.get_level_display() if measure.risk and measure.risk.level else ""
        as_before = f"Som før: {level}" if level else "Ikke vurdert"
        self.fields["risk"].choices = [("", as_before), *RiskLevel.choices]  # type: ignore[attr-defined]
        if measure.status is None:
            del self.fields["is_unchanged"]
        else:
            self.fields["is_unchanged"].label = f"Uendret: «{measure.status.words}»"

    def _initial(self) -> dict[str, Any]:
        """The version and the status that the page shows, and what the waiting reply says."""
        now = self.measure.status
        shown = {"version": self.measure.report_version, "standing": str(now.pk) if now else ""}
        if self.waiting is None:
            return shown
        report = self.waiting.given.report
        is_citys = report.code is not None and report.words == str(report.code.label)
        is_unchanged = self.waiting.is_unchanged and now is not None and now.words == report.words
        is_new = not is_unchanged
        return {
            **shown,
            "seen": str(self.waiting.pk),
            "is_unchanged": is_unchanged,
            "status": report.code if is_new and is_citys else "",
            "own_words": report.words if is_new and not is_citys else "",
            "risk": self.waiting.risk or "",
            "remark": report.remark,
        }

    def clean_version(self) -> int:
        """What they had before them; nobody has seen a report that is not made yet."""
        return min(self.cleaned_data["version"] or 0, self.measure.report_version)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        is_new = bool(cleaned.get("status") or cleaned.get("own_words"))
        if cleaned.get("is_unchanged") and is_new:
            self.add_error("is_unchanged", "Velg enten uendret eller en ny status, ikke begge.")
        elif cleaned.get("remark") and not is_new and not cleaned.get("is_unchanged"):
            first = "Kryss av for uendret, eller velg en status."
            self.add_error("status", first if self.measure.status else "Velg en status også.")
        return cleaned

    @property
    def given(self) -> GivenReply | None:
        """What a valid form says of the measure; None where it is blank."""
        cleaned = self.cleaned_data
        is_unchanged = bool(cleaned.get("is_unchanged"))
        words, code = self._words(is_unchanged)
        risk = RiskLevel(cleaned["risk"]) if cleaned["risk"] else UNTOUCHED
        if not words and risk is UNTOUCHED:
            return None
        report = Report(words, code, cleaned["remark"], risk)
        proposed = proposed_day([self.measure])
        day = proposed.on if proposed else None
        return GivenReply(report, is_unchanged, cleaned["version"], day)

    def _words(self, is_unchanged: bool) -> tuple[str, StatusCode | None]:
        if is_unchanged and (status := self._status_they_saw()):
            code = StatusCode(status.code) if status.code else None
            return status.words, code
        if own := self.cleaned_data["own_words"]:
            return own, read_for(self.measure, own)
        if chosen := self.cleaned_data["status"]:
            return str(StatusCode(chosen).label), StatusCode(chosen)
        return "", None

    def _status_they_saw(self) -> Status | None:
        """The status that stood on the page: what is unchanged is what they saw."""
        sent, now = self.cleaned_data["standing"], self.measure.status
        if now is None or sent in {"", str(now.pk)}:
            return now
        return row_named(self.measure.statuses.all(), sent) or now

    @property
    def text(self) -> str:
        """The measure's text beside its items."""
        return self.measure.text_beside_items(list(self.measure.items.all()))

    @property
    def says_more(self) -> bool:
        """Whether the fields behind «Rapporter ny status» hold something, or are the only ones."""
        more = ("status", "own_words", "risk", "remark")
        return self.measure.status is None or any(
            self[name].value() or self[name].errors for name in more
        )

    @property
    def takes_back(self) -> bool:
        """Whether the reply that the form opened with has been emptied."""
        is_seen = self.waiting is not None and self.cleaned_data["seen"] == str(self.waiting.pk)
        return is_seen and self.given is None


class ReplyForms:
    """The page behind a link: a form for each of the party's measures.

    What else is sent has no form to be read by.
    """

    def __init__(self, link: ReplyLink, on: date, data: Any = None) -> None:
        self.link, self.on, self.is_bound = link, on, data is not None
        own = (
            link.measures.as_of(Day.being(on))
            .select_related("plan__organisation")
            .prefetch_related("items")
            .order_by("position", "n")
        )
        measures = list(with_asking_round(own, on))
        self.speaks_of = proposed_day(measures)
        waiting = {reply.measure_id: reply for reply in Reply.objects.waiting_of(link)}
        self.forms = [ReplyForm(measure, waiting.get(measure.pk), data) for measure in measures]
        self.faulty: list[ReplyForm] = []
        self.given: dict[Measure, GivenReply] = {}
        self.taken_back: list[Reply] = []

    def is_valid(self) -> bool:
        """Whether every form is, and one of them at least says something or takes it back."""
        if not self.is_bound:
            return False
        self.faulty = [form for form in self.forms if not form.is_valid()]
        if not self.faulty:
            self.given = {form.measure: given for form in self.forms if (given := form.given)}
            self.taken_back = [
                form.waiting for form in self.forms if form.waiting and form.takes_back
            ]
        return bool(self.given or self.taken_back)

    @property
    def says_nothing(self) -> bool:
        return self.is_bound and not (self.faulty or self.given or self.taken_back)

    @transaction.atomic
    def save(self) -> None:
        """With a mail to the redaktører who want it. Raises LinkClosedError where the link was
        withdrawn meanwhile."""
        locked(self.link.plan, Plan.objects)  # of two who reply, the second's mail counts both
        take_replies(self.link, self.given, self.taken_back, self.on)
        if self.given:
            write(replies_have_come(self.link.plan, now()))


class CorrectForm(ReplyForm):
    """A reply that waits, as a redaktør would have it said."""

    waiting: Reply

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and self.given is None:
            self.add_error("status", "Velg en status, eller avvis svaret.")
        return cleaned

    def save(self, by: User) -> None:
        """Raises ReplyDecidedError and StaleMeasureError, as `Reply.correct` does."""
        given: Any = self.given  # `clean` asks for one
        self.waiting.correct(given, by=by, expected_version=given.version)


class DeclineForm(forms.Form):
    reason = TextField(
        label="Hvorfor avvises svaret?",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Står i historikken. Ikke navn på personer.",
        error_messages={"required": "Skriv hvorfor svaret avvises."},
    )
