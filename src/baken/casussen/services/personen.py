"""Persons and places of a casus: added and changed by who may read them, only in the groups of the own approach."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from baken.casussen.models import Casus
from baken.casussen.rules.zicht import AANPAKKEN
from baken.casussen.services.behandelen import eis_versie, haal_met_slot, onderwerp_van
from baken.casussen.velden import open_groepen, zichtbare_plaatsen
from baken.dossiers.bijwerken import (
    Wijziging,
    haal_betrokkene,
    haal_locatie,
    haal_locatie_weg,
    wijzig_betrokkene,
    wijzig_locatie,
)
from baken.dossiers.context import handeling
from baken.dossiers.inhoud import WAAR_HET_GEBEURT, open_inhoud
from baken.dossiers.services import (
    GESLOTEN_GROEPEN,
    NieuweBetrokkene,
    NieuweLocatie,
    leg_inhoud_vast,
    sleutel_van,
)
from baken.kern import journaal
from baken.kern.fouten import NietGevondenError, NietToegestaanError, OngeldigeInvoerError
from baken.organisaties.besluit import Wie, decide

MEESTE_PERSONEN = 100  # more in one casus nobody can look over
MEESTE_PLAATSEN = 100
NIET_VOOR_U = "Kies een deel dat bij uw rol hoort. Over iemand anders schrijft u hier niet."
NIET_WEG = "Dit deel hoort bij een andere aanpak en kunt u niet weghalen. Vraag een collega die dat deel wel ziet."
BEPERKT = "De gegevens van deze persoon mogen alleen worden bewaard (AVG artikel 18). U kunt ze nu niet veranderen."
VAN_WIE_IS_DIT = "Kies bij wie deze plaats hoort, of dat het hier gebeurt."
DELEN = frozenset[str]().union(*(aanpak.delen for aanpak in AANPAKKEN))


def te_schrijven(door: Wie, casus: Casus, persoon: NieuweBetrokkene, *, nu: str = "") -> frozenset[str]:
    """Return the groups that this person may write of somebody with these parts.

    nu: the part that stands there, which may stay whatever a packet called it.
    Raises OngeldigeInvoerError for parts that are none, the same, or outside the own approach.
    """
    if persoon.deel not in DELEN | {nu} or persoon.ook_deel not in DELEN | {""}:
        raise OngeldigeInvoerError({"deel": ["Kies welk deel deze persoon had."]})
    if persoon.ook_deel == persoon.deel:
        raise OngeldigeInvoerError({"ook_deel": ["Kies een ander deel dan het eerste, of laat dit leeg."]})
    groepen = open_groepen(door, "casussen.onthullen", onderwerp_van(door, casus), persoon.deel, persoon.ook_deel)
    if not groepen:
        raise OngeldigeInvoerError({"deel": [NIET_VOOR_U]})
    return groepen


def _eis_eigen_groepen(persoon: NieuweBetrokkene, groepen: Collection[str]) -> None:
    te_veel = [groep for groep in GESLOTEN_GROEPEN if getattr(persoon, groep) and groep not in groepen]
    if te_veel:
        zin = f"Dit hoort niet bij het deel dat u koos, of niet bij uw rol: {', '.join(te_veel)}."
        raise OngeldigeInvoerError({"": [zin]})


def _eis_deel_blijft(door: Wie, casus: Casus, oud: Collection[str], nieuw: Collection[str]) -> None:
    """Refuse to take away a part that the editor reads nothing of: that would end the other approach unseen.

    Adding one is allowed: who cares for a victim may say that she is a suspect too, and then reads no more than before.
    """
    onderwerp = onderwerp_van(door, casus)
    if not all(open_groepen(door, "casussen.onthullen", onderwerp, deel) for deel in oud if deel not in nieuw):
        raise OngeldigeInvoerError({"ook_deel": [NIET_WEG]})


def _hoog_op(casus: Casus) -> None:
    casus.versie += 1
    casus.save(update_fields=["versie"])


@handeling("casussen.behandelen")
def leg_betrokkene_vast(*, casus_id: int, versie: int, persoon: NieuweBetrokkene, door: Wie) -> Casus:
    """Record one person more, with the blind indexes.

    Raises OngeldigeInvoerError, VerouderdError, NietGevondenError, NietToegestaanError.
    """
    casus = haal_met_slot(door, casus_id, "casussen.behandelen")
    eis_versie(casus, versie)
    _eis_eigen_groepen(persoon, te_schrijven(door, casus, persoon))
    al = casus.dossier.betrokkenen.count()
    if al >= MEESTE_PERSONEN:
        raise OngeldigeInvoerError({"": [f"Er staan al {MEESTE_PERSONEN} personen in deze casus."]})
    leg_inhoud_vast(casus.dossier, sleutel_van(casus.dossier), [persoon], [], al=al)
    _hoog_op(casus)
    journaal.noteer(door.spoor(), "casus.persoon_toegevoegd", casus.dossier_id, inhoud={"persoon": al + 1})
    return casus


@handeling("casussen.behandelen")
def werk_betrokkene_bij(*, casus_id: int, versie: int, nummer: int, wijziging: Wijziging, door: Wie) -> Casus:
    """Change what is known of a person. What is not for the own role stays as it is, and stays unseen.

    Raises OngeldigeInvoerError, VerouderdError, NietGevondenError, NietToegestaanError (the data may only be kept).
    """
    casus = haal_met_slot(door, casus_id, "casussen.behandelen")
    eis_versie(casus, versie)
    rij = haal_betrokkene(casus.dossier, nummer)
    if not open_groepen(door, "casussen.onthullen", onderwerp_van(door, casus), rij.deel, rij.ook_deel):
        raise NietGevondenError
    if rij.beperkt_op is not None:
        raise NietToegestaanError(BEPERKT)
    groepen = te_schrijven(door, casus, wijziging.persoon, nu=rij.deel)
    nieuw = {wijziging.persoon.deel, wijziging.persoon.ook_deel}
    _eis_deel_blijft(door, casus, {rij.deel, rij.ook_deel} - {""}, nieuw)
    _eis_eigen_groepen(wijziging.persoon, groepen)
    gewijzigd = wijzig_betrokkene(rij, sleutel_van(casus.dossier), wijziging, groepen=groepen)
    _hoog_op(casus)
    inhoud: dict[str, str | int] = {"persoon": nummer, "velden": len(gewijzigd)}
    journaal.noteer(door.spoor(), "casus.persoon_gewijzigd", casus.dossier_id, inhoud=inhoud)
    return casus


def _eis_plaatsen(door: Wie, casus: Casus) -> None:
    besluit = decide(door, "casussen.onthullen", onderwerp_van(door, casus), "locatie")
    if not besluit.toegestaan:
        raise NietToegestaanError(besluit.reden, besluit)


def _eis_van(door: Wie, casus: Casus, plaats: NieuweLocatie) -> None:
    """Refuse a place of which nobody said whose it is, or of somebody this person may not know."""
    onderwerp = onderwerp_van(door, casus)
    personen = {
        b.volgorde
        for b in casus.dossier.betrokkenen.all()
        if "locatie" in open_groepen(door, "casussen.onthullen", onderwerp, b.deel, b.ook_deel)
    }
    if plaats.van not in {WAAR_HET_GEBEURT, *personen}:
        raise OngeldigeInvoerError({"van": [VAN_WIE_IS_DIT]})


@handeling("casussen.behandelen")
def leg_locatie_vast(*, casus_id: int, versie: int, plaats: NieuweLocatie, door: Wie) -> Casus:
    """Record one place more, with its blind index.

    Raises OngeldigeInvoerError, VerouderdError, NietGevondenError, NietToegestaanError.
    """
    casus = haal_met_slot(door, casus_id, "casussen.behandelen")
    eis_versie(casus, versie)
    _eis_plaatsen(door, casus)
    if not (plaats.adres.strip() or plaats.omschrijving.strip()):
        raise OngeldigeInvoerError({"adres": ["Vul een adres of een omschrijving in."]})
    _eis_van(door, casus, plaats)
    if len(open_inhoud(casus.dossier).locaties) >= MEESTE_PLAATSEN:
        raise OngeldigeInvoerError({"": [f"Er staan al {MEESTE_PLAATSEN} plaatsen in deze casus."]})
    leg_inhoud_vast(casus.dossier, sleutel_van(casus.dossier), [], [plaats])
    _hoog_op(casus)
    journaal.noteer(door.spoor(), "casus.plaats_toegevoegd", casus.dossier_id)
    return casus


@handeling("casussen.behandelen")
def werk_locatie_bij(
    *, casus_id: int, versie: int, locatie_id: uuid.UUID, plaats: NieuweLocatie, weg: bool, door: Wie
) -> Casus:
    """Change a place; an empty address or description leaves what stands there. weg: take it out of the casus.

    Raises VerouderdError, NietGevondenError, NietToegestaanError.
    """
    casus = haal_met_slot(door, casus_id, "casussen.behandelen")
    eis_versie(casus, versie)
    _eis_plaatsen(door, casus)
    rij = haal_locatie(casus.dossier, locatie_id)
    zichtbaar = zichtbare_plaatsen(door, "casussen.onthullen", onderwerp_van(door, casus), open_inhoud(casus.dossier))
    if rij.pk not in {plek.id for plek in zichtbaar or ()}:
        raise NietGevondenError
    if weg:
        haal_locatie_weg(rij, sleutel_van(casus.dossier))
    else:
        _eis_van(door, casus, plaats)
        wijzig_locatie(rij, sleutel_van(casus.dossier), plaats)
    _hoog_op(casus)
    naam = "casus.plaats_verwijderd" if weg else "casus.plaats_gewijzigd"
    journaal.noteer(door.spoor(), naam, casus.dossier_id)
    return casus
