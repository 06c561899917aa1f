"""The signed head of the journaal to the FG: who keeps it elsewhere can show later that something was cut off.

A head says how many lines there were and what their hash is, never what stood in them. It goes only to people with the
role of FG in that very organisation. When it cannot go, that is a line too: silence must never look like order.
"""

from __future__ import annotations

from django.conf import settings
from django.core.mail import send_mass_mail
from django.db import transaction
from django.db.models import Max

from baken.kern import journaal
from baken.kern.journaal import Kop, Spoor
from baken.kern.models import Cursor, Journaalregel, Uitkomst
from baken.organisaties.models import Organisatie
from baken.organisaties.rollen import Rol
from baken.organisaties.selectors import medewerkers_met_rol

VERSTUURD, NIET_VERSTUURD = "journaal.kop_verstuurd", "journaal.kop_niet_verstuurd"
GEEN_MAIL = "er is geen mailserver ingesteld"
GEEN_FG = "er is geen FG met een e-mailadres"
ZONDER_SERVER = "django.core.mail.backends.dummy.EmailBackend"  # what conf.mail gives for an empty BAKEN_MAIL_URL
TEKST = (
    "Dit is de ondertekende kop van het journaal van {organisatie} in Baken. Bewaar deze e-mail buiten Baken. Dan kunt "
    "u later laten zien of er regels zijn weggehaald of herschreven.\n\n"
    "Organisatie (reeks): {kop.reeks}\n"
    "Jaar (segment): {kop.jaar}\n"
    "Aantal regels in dat jaar: {kop.laatste_nr}\n"
    "Nummer van de kop: {kop.volgnr}\n"
    "Hash: {kop.kop}\n"
    "Handtekening: {kop.handtekening}\n\n"
    "Voor de controle, op één regel:\n"
    "{regel}\n\n"
    "In deze e-mail staat met opzet niets over wie wat deed.\n"
)


def te_versturen() -> list[int]:
    """Return the organisations in whose journaal something happened since the last head was sent."""
    gezien = dict(Cursor.objects.filter(naam__startswith="koppen/").values_list("naam", "positie"))
    werk = Journaalregel.objects.exclude(handeling__in=(VERSTUURD, NIET_VERSTUURD))
    return [
        kop.reeks
        for kop in journaal.koppen()
        if werk.filter(organisatie_id=kop.reeks, pk__gt=gezien.get(_naam(kop.reeks), 0)).exists()
    ]


def _naam(organisatie_id: int) -> str:
    return f"koppen/{organisatie_id}"


def verstuur(organisatie_id: int) -> int:
    """Mail the newest head to the FGs of an organisation; returns to how many.

    Without a mail server or an FG nothing goes, and the journaal says why. Raises what the mail server raises: the task
    then failed, and the head goes again the next time.
    """
    organisatie = Organisatie.objects.filter(pk=organisatie_id).first()
    kop = next(iter(journaal.koppen(organisatie_id)), None)
    if organisatie is None or kop is None:
        return 0
    adressen = [m.email for m in medewerkers_met_rol(organisatie_id, frozenset({Rol.FG})) if m.email]
    waarom_niet = GEEN_MAIL if settings.EMAIL_BACKEND == ZONDER_SERVER else "" if adressen else GEEN_FG
    if not waarom_niet:
        tekst = TEKST.format(organisatie=organisatie.naam, kop=kop, regel=kop.als_tekst())
        send_mass_mail([("De kop van uw journaal in Baken", tekst, None, [adres]) for adres in adressen])
    _leg_vast(kop, aan=0 if waarom_niet else len(adressen), waarom_niet=waarom_niet)
    return 0 if waarom_niet else len(adressen)


@transaction.atomic
def _leg_vast(kop: Kop, *, aan: int, waarom_niet: str) -> None:
    """Write that it went or not, and up to where; a try that cannot work is not made again until something happens."""
    laatste = Journaalregel.objects.filter(organisatie_id=kop.reeks).aggregate(pk=Max("pk"))["pk"] or 0
    Cursor.objects.update_or_create(naam=_naam(kop.reeks), defaults={"positie": laatste})
    journaal.noteer(
        Spoor(None, "systeem", kop.reeks),
        NIET_VERSTUURD if waarom_niet else VERSTUURD,
        uitkomst=Uitkomst.MISLUKT if waarom_niet else Uitkomst.GELUKT,
        inhoud={"kop": kop.volgnr, "jaar": kop.jaar, "regels": kop.laatste_nr, "aan": aan, "reden": waarom_niet},
    )
