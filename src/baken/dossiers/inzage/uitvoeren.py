"""Carry decisions out after two people agreed: correct, erase, restrict. Inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from baken.dossiers.bijwerken import wis_plaatsen_van
from baken.dossiers.eerder import EERDER, NOEMENDE_GROEPEN, met_eerder, veld_van
from baken.dossiers.inzage import bronnen
from baken.dossiers.inzage.besluit import GEEFT
from baken.dossiers.inzage.gesloten import open_besluit
from baken.dossiers.inzage.personen import GESLACHT, LEEFTIJD, NATIONALITEIT, kop_van
from baken.dossiers.models import Avgbesluit, Avgcorrectie, Avgverzoek, Betrokkene, Dossier
from baken.dossiers.naderhand import trek_klaarstaande_in
from baken.dossiers.services import sleutel_van
from baken.dossiers.sleutelwissel import indexeer_opnieuw
from baken.dossiers.vernietigen import vergeet_antwoorden
from baken.dossiers.verzoekverloop import Dossieruitkomst, Verzoeksoort
from baken.kern import journaal, klok
from baken.kern.fouten import VastgehoudenError, VerouderdError
from baken.kern.versleuteling import Gegevenssleutel
from baken.organisaties.besluit import Wie

PAKKET_VERVALT = "Na een verzoek van de betrokkene klopt dit pakket niet meer. Maak een nieuw pakket."
CODEVELDEN = (LEEFTIJD, GESLACHT, NATIONALITEIT)


def voer_uit(verzoek: Avgverzoek, sleutel: Gegevenssleutel, *, door: Wie) -> int:
    """Do to each dossier what was decided and return how many changed; an inzage changes nothing.

    Packets of it that did not leave yet are taken back: they hold what was there before.

    Raises VastgehoudenError on a legal hold, VerouderdError when the person is no longer in the dossier.
    """
    if verzoek.soort == Verzoeksoort.INZAGE:
        return 0
    aantal = 0
    geeft = verzoek.besluiten.filter(uitkomst__in=GEEFT, dossier__verpakte_sleutel__isnull=False)
    for rij in geeft.order_by("dossier_id"):
        dossier = Dossier.objects.select_for_update(no_key=True).get(pk=rij.dossier_id)
        inhoud = open_besluit(rij, sleutel)
        persoon = Betrokkene.objects.select_for_update().filter(dossier=dossier, volgorde=inhoud["persoon"]).first()
        if persoon is None:
            raise VerouderdError
        if verzoek.soort == Verzoeksoort.RECTIFICATIE:
            _verbeter(dossier, persoon, inhoud["nieuw"], door=door)
        elif verzoek.soort == Verzoeksoort.WISSING:
            alles = rij.uitkomst == Dossieruitkomst.TOEGEWEZEN
            _wis(dossier, persoon, None if alles else inhoud["velden"], verzoek)
        else:
            persoon.beperkt_op = klok.vandaag()
            persoon.save(update_fields=["beperkt_op"])
        trek_klaarstaande_in(dossier, reden=PAKKET_VERVALT, door=door)
        rij.uitgevoerd_op = klok.nu()
        rij.save(update_fields=["uitgevoerd_op"])
        wat: dict[str, str | int] = {"verzoek": str(verzoek.pk), "soort": verzoek.soort, "persoon": persoon.volgorde}
        journaal.noteer(door.spoor(), "verzoek.uitgevoerd", dossier.pk, inhoud=wat)
        aantal += 1
    return aantal


def _groepen(dossier: Dossier, persoon: Betrokkene) -> dict[str, dict[str, str]]:
    if persoon.inhoud is None:
        return {}
    open_: dict[str, dict[str, str]] = sleutel_van(dossier).ontsleutel_json(
        bytes(persoon.inhoud), label="betrokkene", rij=persoon.pk, dossier=dossier.pk
    )
    return open_


def _sluit(dossier: Dossier, persoon: Betrokkene, groepen: Mapping[str, Mapping[str, str]]) -> None:
    over = {g: velden for g, ruw in groepen.items() if (velden := {v: t for v, t in ruw.items() if t})}
    persoon.inhoud = (
        sleutel_van(dossier).versleutel_json(over, label="betrokkene", rij=persoon.pk, dossier=dossier.pk)
        if over
        else None
    )


def _verbeter(dossier: Dossier, persoon: Betrokkene, nieuw: Mapping[str, str], *, door: Wie) -> None:
    """Put the new values in place; each old value stays, sealed, with the dossier."""
    oud, groepen, sleutel = _groepen(dossier, persoon), _groepen(dossier, persoon), sleutel_van(dossier)
    for code, tekst in nieuw.items():
        groep, _punt, veld = code.rpartition(".")
        correctie = Avgcorrectie(dossier=dossier, betrokkene=persoon, op=klok.nu(), door_id=door.medewerker_id)
        wat = {"veld": code, "oud": groepen.get(groep, {}).get(veld, ""), "nieuw": tekst}
        correctie.inhoud = sleutel.versleutel_json(wat, label="avgcorrectie", rij=correctie.pk, dossier=dossier.pk)
        correctie.save(force_insert=True)
        groepen.setdefault(groep, {})[veld] = tekst
    _sluit(dossier, persoon, met_eerder(oud, groepen))
    persoon.save(update_fields=["inhoud"])
    indexeer_opnieuw(dossier)


def _wis(dossier: Dossier, persoon: Betrokkene, velden: list[str] | None, verzoek: Avgverzoek) -> None:
    """Erase everything of a person (velden None) or some lines. The row stays, so that no number moves.

    With it go old values, earlier answers that held them, and with everything the places of the person.
    """
    if dossier.vastgehouden:
        raise VastgehoudenError
    bronnen.wis(dossier, persoon.volgorde, velden)
    groepen = {} if velden is None else _groepen(dossier, persoon)
    for code in velden or ():
        groep, _punt, veld = code.rpartition(".")
        groepen.get(groep, {}).pop(veld, None)
        if groep in NOEMENDE_GROEPEN and (eerder := groepen.get(EERDER)):
            groepen[EERDER] = {c: tekst for c, tekst in eerder.items() if veld_van(c) != veld}
    for veld in CODEVELDEN:
        if velden is None or veld in velden:
            setattr(persoon, veld, "")
    _sluit(dossier, persoon, groepen)
    persoon.save(update_fields=["inhoud", *CODEVELDEN])
    if velden is None:
        wis_plaatsen_van(dossier, persoon.volgorde)
    Avgcorrectie.objects.filter(betrokkene=persoon).delete()
    vergeet_antwoorden(dossier.pk, behalve=verzoek.pk)
    indexeer_opnieuw(dossier)


def hef_op(rij: Avgbesluit, sleutel: Gegevenssleutel, reden: str) -> None:
    """Lift a restriction; the reason is kept with the decision."""
    inhoud = open_besluit(rij, sleutel)
    persoon: int = inhoud.get("persoon", 0)
    Betrokkene.objects.filter(dossier_id=rij.dossier_id, volgorde=persoon).update(beperkt_op=None)
    rij.opgeheven_op = klok.nu()
    rij.inhoud = sleutel.versleutel_json(
        {**inhoud, "opgeheven": reden}, label="avgbesluit", rij=rij.pk, dossier=rij.verzoek_id
    )
    rij.save(update_fields=["opgeheven_op", "inhoud"])


@dataclass(frozen=True)
class OpenCorrectie:
    """What was corrected: when, which person, which field, what stood there."""

    op: datetime
    persoon: int
    kop: str
    oud: str


def open_correcties(dossier: Dossier, *, met_tekst: bool) -> list[OpenCorrectie]:
    """Return the corrections of a dossier, oldest first, opened only when identities are shown. One query."""
    rijen = list(dossier.correcties.select_related("betrokkene"))
    sleutel = sleutel_van(dossier) if rijen else None
    uit = []
    for rij in rijen:
        assert sleutel is not None  # made for the first row
        wat: dict[str, Any] = sleutel.ontsleutel_json(
            bytes(rij.inhoud), label="avgcorrectie", rij=rij.pk, dossier=dossier.pk
        )
        kop = kop_van(wat["veld"])
        uit.append(OpenCorrectie(rij.op, rij.betrokkene.volgorde, kop, wat["oud"] if met_tekst else ""))
    return uit
