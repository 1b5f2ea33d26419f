"""One-time passwords: made of words that can be read aloud, good for a week, and then changed."""

import secrets
from datetime import date, timedelta

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from ruspolitikk.accounts.login.oidc.people import comes_from_the_kommune
from ruspolitikk.accounts.models import User
from ruspolitikk.accounts.people.rules import (
    NotAllowedError,
    end_sessions,
    locked_person,
    log_person,
)
from ruspolitikk.server import logs

GOOD_FOR = timedelta(days=7)
TRIES = 20
_SPOKEN = (
    "adresse aften album anker ankomst arena atlas atom avis bakeri balkong ballong "
    "banan barke basar batteri benk berg bilde bille blad blomst blyant boble bok bolle "
    "bonde bord brev brille bris bro brus bukett bukse butikk damp dans delfin diamant dirigent "
    "disk drage drama drill dronning drue due dukke dverg ekko ekorn elefant elg elv eple ert "
    "eske fabrikk fakkel fanfare farge fasan fasit ferie ferje festival figur fiks film finger "
    "fiolin fjell fjord flagg flaske flygel folder fontene fossefall fotball frakk frost "
    "galleri garasje gardin garn gips gitar glass globus gondol gran granat gress grind grotte "
    "gruve gulrot hage hammer hane hare harpe hatt havn hegre helg hengekurv hest himmel hjort "
    "hjul honning horisont hotell humle humor hund hval hytte idrett ildflue ingefer insekt is "
    "iskrem jakke jeger jernbane jord jubel kabel kafe kaktus kalender kamel "
    "kamera kanal kano kantine kappe kart kassett katedral katt kelner kilde kjele klarinett "
    "klokke knapp kobber kokos komet kompass konsert kopp korall korg krabbe krone krus kube "
    "kultur kurv labyrint lakris lampe lanterne lasso lavendel leir lerke lime linjal "
    "logg lotus lue luke lupe lyng lykt magnet maler malm mandel mango manke maraton marina "
    "marsipan maske mast matte medalje melodi melon metall mikrofon minutt mosaikk motor museum "
    "musling mygg nebb nellik nisse nordlys note nype oase oliven omelett "
    "onkel opera oppdrag orgel orkester oste oter padle palass palme panorama papir paprika parade "
    "park pendel pensel perle persille piano pille pil pinne planet plomme podium pokal port "
    "postkort potet prisme pusle radio rakett ramme rapsodi raps regnbue reke rekke ribbe ring "
    "rokke rom rosin rubin rulle rundtur safari salong salt sang sardin seil sekund sele "
    "selje semester serie sirkel sirkus sitron sjakk ski skilt skole skog skygge sky slott smykke "
    "snegl sofa sokk sopp spade speil spire stall stasjon stein stige stjerne storm strand "
    "stue sukker sus svane sykkel tablett tall tango tavle teater tegning telt tempel tennis "
    "terrasse tiger tog tomat torg tornado traktor trapp tre trille tromme trompet tulipan tunnel "
    "turkis tusj ugle ulv union univers urskog vaffel valmue vals vann vase veske vest "
    "vidde villa vind vott vulkan yoghurt zebra"
)
WORDS = _SPOKEN.split()
"""Said and spelled one way by most: three of them, and two digits, are nearly 32 bits."""


def give_one_time_password(person: User, *, today: date, by: User) -> str:
    """Sets it, shuts what is open to the person, and returns it: it is kept nowhere, and shown
    once. Raises NotAllowedError."""
    with transaction.atomic():
        there = locked_person(person, by)
        if comes_from_the_kommune(there):
            raise NotAllowedError(
                f"{there.name} logger inn med {settings.OIDC_NAME}, og har ikke passord her."
            )
        password = new_password(there)
        there.set_password(password)
        there.one_time_until = today + GOOD_FOR
        there.invited_at = None
        there.save(update_fields=["password", "one_time_until", "invited_at"])
        until = f"gjelder til og med {there.one_time_until:%d.%m.%Y}"
        log_person(there, "Engangspassord laget", after=until, by=by)
        logs.note("password changed", of=there.pk, by=by.pk)
        end_sessions(there)
    return password


def new_password(person: User) -> str:
    """«korall-ferje-47-torg»; one that the rules for passwords take."""
    for _ in range(TRIES):
        first, second, last = (secrets.choice(WORDS) for _ in range(3))
        password = f"{first}-{second}-{secrets.randbelow(90) + 10}-{last}"
        try:
            validate_password(password, person)
        except ValidationError:
            continue
        return password
    raise RuntimeError("no one-time password passes the rules for passwords")
