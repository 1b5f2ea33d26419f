"""What people have done in the made-up city lately, by the product's own verbs."""

from django.contrib.auth.hashers import make_password
from django.db.models import Count

from measures.models import (
    GivenReply,
    Measure,
    Reply,
    ReplyLink,
    Report,
    Responsible,
    take_replies,
)
from measures.models.no_local_measure import say_no_local_measure
from measures.models.reply_link import USUAL_TIME
from measures.models.word_mapping import map_words
from measures.vocabulary import RiskLevel, StatusCode
from plans.models import Plan
from reporting.demo.days import MadeForDay
from reporting.demo.people import PASSWORD, make_person
from reporting.demo.texts import UNKNOWN_WORDS, WHY_NO_MEASURE
from ruspolitikk.accounts.models import Organisation, Role, User

LEADER = "leder"
"""An ansvarlig in Gamle Oslo, who reports on what is hers."""
UNANSWERED = {"gamle-oslo": 5, "frogner": 3, "nordre-aker": 4, "alna": 2}
"""How many of the city's measures each of these says that it has nothing for."""


def do_todays_acts(days: MadeForDay) -> None:
    add_leader("gamle-oslo", "leder utekontakten")
    for slug, number in UNANSWERED.items():
        say_what_has_no_measure(slug, number)
    stovner = Organisation.objects.get(slug="stovner")
    map_words(stovner, UNKNOWN_WORDS[1], StatusCode.IMPLEMENTED, by=editor("stovner"))
    take_back("alna")
    reply_by_link("gamle-oslo", days, accepted=1)
    reply_by_link("alna", days, accepted=2)
    reply_by_link("ullern", days, accepted=0)


def editor(slug: str) -> User:
    return User.objects.get(username=slug)


def made_up_measures(slug: str) -> list[Measure]:
    """In the plan's order."""
    measures = Measure.objects.filter(plan__organisation__slug=slug).order_by("plan", "n")
    return list(measures.select_related("plan__organisation", "latest_status"))


def add_leader(slug: str, party: str) -> None:
    bydel = Organisation.objects.get(slug=slug)
    leader = make_person(LEADER, make_password(PASSWORD), Role.RESPONSIBLE, bydel)
    Responsible.objects.get(organisation=bydel, name=party).users.add(leader)


def say_what_has_no_measure(slug: str, number: int) -> None:
    plan = Plan.objects.get(organisation__slug=slug)
    answered = Measure.answers.through.objects.filter(from_measure__plan=plan)
    open_ones = Measure.objects.framework().exclude(pk__in=answered.values("to_measure"))
    for nth, city_measure in enumerate(open_ones.order_by("n")[:number]):
        reason = WHY_NO_MEASURE[nth % len(WHY_NO_MEASURE)]
        say_no_local_measure(plan, city_measure, reason=reason, by=editor(slug))


def take_back(slug: str) -> None:
    """A report that was of another measure is withdrawn."""
    measures = made_up_measures(slug)
    measure, status = next((each, each.latest_status) for each in measures if each.latest_status)
    measure.withdraw(
        [status],
        reason="Gjaldt et annet tiltak.",
        by=editor(slug),
        expected_version=measure.report_version,
    )


def reply_by_link(slug: str, days: MadeForDay, *, accepted: int) -> None:
    """The party with most measures replies; the first so many are accepted, the others wait."""
    parties = Responsible.objects.filter(organisation__slug=slug).annotate(has=Count("measures"))
    party = parties.order_by("-has", "name_key")[0]
    by = editor(slug)
    plan = Plan.objects.get(organisation__slug=slug)
    link = ReplyLink.objects.create(
        responsible=party,
        plan=plan,
        expires_on=days.day + USUAL_TIME,
        created_by=by,
        created_as=by.recorded_as(plan.organisation),
    )
    report = Report("Under arbeid", StatusCode.IN_PROGRESS, "Vi er i gang.", RiskLevel.MEDIUM)
    measures = [each for each in made_up_measures(slug) if party in each.responsibles.all()][:4]
    given = {measure: GivenReply(report, False, measure.report_version) for measure in measures}
    take_replies(link, given, [], days.day)
    replies = Reply.objects.filter(link=link).select_related("measure__plan__organisation")
    for reply in replies.order_by("measure__n")[:accepted]:
        reply.accept(by=by, expected_version=reply.measure.report_version)
