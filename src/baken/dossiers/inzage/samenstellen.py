"""Put the answer to a request together from the decisions, as the dossiers are now. The caller asked decide()."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from baken.dossiers.inzage import uitvoer
from baken.dossiers.inzage.besluit import GEEFT, ontvangers_van, vind_persoon
from baken.dossiers.inzage.bronnen import alle_regels
from baken.dossiers.inzage.gesloten import open_besluit, open_wie
from baken.dossiers.inzage.personen import kop_van
from baken.dossiers.models import Avgbesluit, Avgverzoek
from baken.dossiers.pakket import leesbaar
from baken.dossiers.verzoekverloop import Dossieruitkomst, Verzoeksoort
from baken.kern import klok
from baken.kern.bewaartermijnen import bewaarregel_voor
from baken.kern.models import Begin
from baken.kern.versleuteling import Gegevenssleutel
from baken.referentie.selectors import namen

WATERMERK = "DEMONSTRATIE – verzonnen gegevens"
GEWIST = "gewist"
LEEG = "leeg gemaakt"


def stel_op(verzoek: Avgverzoek, sleutel: Gegevenssleutel) -> dict[str, Any]:
    """Return the whole answer. What is about somebody else, or is kept silent by law, leaves no trace in it."""
    delen = [
        _deel(verzoek, rij, sleutel)
        for rij in verzoek.besluiten.exclude(uitkomst=Dossieruitkomst.ANDER)
        .filter(verzwijgen=False, dossier__verpakte_sleutel__isnull=False)
        .select_related("dossier")
        .order_by("dossier__aangemaakt_op", "pk")
    ]
    kop = uitvoer.Kop(
        kenmerk=verzoek.kenmerk,
        soort=Verzoeksoort(verzoek.soort),
        organisatie=verzoek.organisatie.naam,
        aan=open_wie(verzoek)["naam"],
        ontvangen_op=verzoek.ontvangen_op,
        opgemaakt_op=klok.vandaag(),
    )
    return uitvoer.antwoord(
        kop,
        bewaren=_bewaren(verzoek.organisatie_id),
        delen=delen,
        demonstratie=WATERMERK if settings.DEMONSTRATIE else "",
    )


def _deel(verzoek: Avgverzoek, rij: Avgbesluit, sleutel: Gegevenssleutel) -> dict[str, Any]:
    inhoud = open_besluit(rij, sleutel)
    genoemd = set(inhoud.get("ontvangers", []))
    return uitvoer.deel(
        verzoek.soort,
        rij.uitkomst,
        regels=_regels(verzoek.soort, rij, inhoud) if rij.uitkomst in GEEFT else [],
        samenvatting=inhoud.get("samenvatting", ""),
        ontvangers=[o.naam for o in ontvangers_van(rij.dossier) if o.pk in genoemd],
        grondcode=rij.grond,
    )


def _regels(soort: str, rij: Avgbesluit, inhoud: dict[str, Any]) -> list[dict[str, str]]:
    if soort == Verzoeksoort.RECTIFICATIE:
        nieuw = inhoud["nieuw"].items()
        return [{"kop": kop_van(c), "tekst": leesbaar(c.rpartition(".")[2], t) or LEEG} for c, t in nieuw]
    persoon = vind_persoon(rij.dossier, inhoud["persoon"])
    if persoon is None or soort == Verzoeksoort.BEPERKING:
        return []
    eigen, gekozen = alle_regels(rij.dossier, persoon, namen(), soort), set(inhoud["velden"])
    if soort == Verzoeksoort.WISSING:
        alles = rij.uitkomst == Dossieruitkomst.TOEGEWEZEN
        return [{"kop": r.kop, "tekst": GEWIST} for r in eigen if r.code != "rol" and (alles or r.code in gekozen)]
    return [{"kop": r.kop, "tekst": r.tekst} for r in eigen if r.code in gekozen]


def _bewaren(organisatie_id: int) -> str:
    """Return how long a dossier is kept here, as the rules of today say it (AVG art. 15 lid 1 onder d)."""
    regel = bewaarregel_voor("signaal", organisatie_id)
    if regel is None:
        return "Zo lang als nodig is voor dit doel. Daarna wordt het vernietigd."
    termijn = f"{regel.termijn_maanden} maanden na {Begin(regel.begin).label}"
    zeker = "" if regel.bevestigd else " Deze termijn is nog niet bevestigd."
    return f"{termijn[0].upper()}{termijn[1:]}. Daarna wordt het vernietigd.{zeker}"
