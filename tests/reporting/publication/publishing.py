"""A round is judged and published as a person would."""

from datetime import date

from reporting.models import Judgement, PublicationAct, Round
from reporting.publication.acts import Verdict, judge, publish
from reporting.publication.gate import Gate
from ruspolitikk.accounts.models import User

CUT_OFF, TODAY = date(2026, 8, 31), date(2026, 9, 28)
HOSTILE = "<script>alert(1)</script>=1+1"
OMIT, KEEP = Verdict(Judgement.Answer.OMIT), Verdict(Judgement.Answer.KEEP, "Sett over")


def cleared(one: Round, by: User, *keep: Judgement.Group) -> Gate:
    """The gate when everything is judged: left out, but for the groups that are kept."""
    found = Gate.of(one).findings
    judge(one, [(each, KEEP if each.group in keep else OMIT) for each in found], by=by)
    return Gate.of(one)


def published(one: Round, by: User, *keep: Judgement.Group) -> PublicationAct:
    return publish(one, seen=cleared(one, by, *keep).seal, by=by, today=TODAY)
