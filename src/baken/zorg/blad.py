"""One traject, opened for somebody: only the groups of fields of the own role."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from baken.dossiers.context import lezing
from baken.dossiers.inhoud import OpenBetrokkene, open_inhoud
from baken.dossiers.leeftijd import band_uit
from baken.dossiers.models import Noodtoegang, Verstrekking
from baken.dossiers.noodtoegang import lopende_van, noodtoegangen_van
from baken.dossiers.services import eis, leden_van, onderwerp_dossier, sleutel_van
from baken.dossiers.toestemmingen import OpenToestemming, toestemmingen
from baken.dossiers.verloop import Verstrekkingsstatus
from baken.kern import journaal
from baken.kern.fouten import NietGevondenError, NietToegestaanError
from baken.kern.versleuteling import Gegevenssleutel
from baken.organisaties.besluit import Onderwerp, Wie, decide
from baken.organisaties.models import Medewerker
from baken.zorg.inhoud import Profiel, open_doel, open_overdracht, open_profiel, open_stuk
from baken.zorg.models import Bedenktijd, Overdracht, Traject
from baken.zorg.openstaand import openstaand
from baken.zorg.querysets import zichtbare_trajecten
from baken.zorg.rules.bedenktijd import Klok, stand
from baken.zorg.rules.gemeente import Gemeente, verantwoordelijk
from baken.zorg.services.basis import werkt_hier
from baken.zorg.services.intake import kan_minderjarig_zijn
from baken.zorg.services.overdragen import aangenomen_pakketten, te_bevestigen
from baken.zorg.teksten import Lezer
from baken.zorg.verloop import Overdrachtstatus

HANDELINGEN = ("onthullen", "begeleiden", "overdragen", "oppakken", "afsluiten", "heropenen", "overzicht")


@dataclass(frozen=True)
class OpenStuk:
    """A piece with its content opened."""

    id: UUID
    soort: str
    op: datetime
    dag: date
    door: str
    volgende_op: date | None
    inhoud: Mapping[str, Any]


@dataclass(frozen=True)
class OpenDoel:
    """A goal with its words opened; `aanbieder` is the organisation or the typed name."""

    id: UUID
    leefgebied: str
    status: str
    versie: int
    aanbieder_id: int | None
    aanbieder: str
    dienst: str
    tot: date | None
    behoefte: str
    doel: str
    getypte_aanbieder: str
    resultaat: str
    noemt: bool  # words were taken out of it: to change it, it has to be opened with names


@dataclass(frozen=True)
class Trajectblad:
    """Everything the pages of a traject show; they mask what is sealed unless `onthuld`, and so do its texts."""

    traject: Traject
    client: OpenBetrokkene | None  # None: erased at the request of the person
    client_id: UUID | None  # whom a consent is of
    kan_minderjarig_zijn: bool
    profiel: Profiel
    gemeente: Gemeente
    stukken: Sequence[OpenStuk]
    doelen: Sequence[OpenDoel]
    bedenktijden: Sequence[tuple[Bedenktijd, Klok]]
    toestemmingen: Sequence[OpenToestemming]
    overdracht: tuple[Overdracht, str] | None  # what waits for an answer, with its reason
    pakketten: Sequence[Verstrekking]
    wacht_op_akkoord: Sequence[Verstrekking]  # deelbesluiten on which nobody agreed yet: nothing of these was shared
    aangenomen: Mapping[UUID, tuple[str, str]]  # name of who took the packet on, and why it cannot go there yet
    te_bevestigen: Mapping[UUID, str]  # outside Baken: whom the sender can record that it goes on
    openstaand: Sequence[str]
    mag: Mapping[str, bool]
    coordinator_werkt_hier: bool
    team: Sequence[Medewerker]
    noodtoegangen: Sequence[Noodtoegang]
    in_nood: Noodtoegang | None  # the person reads this through a broken glass that runs
    onthuld: bool
    verborg: bool  # words were taken out of a text


def traject_voor(door: Wie, pk: int) -> Traject:
    """Return the traject. Raises NietGevondenError: what you may not see does not exist."""
    traject = (
        Traject.objects.filter(zichtbare_trajecten(door, "trajecten.inzien"), pk=pk)
        .select_related("dossier", "coordinator", "casus")
        .first()
    )
    if traject is None:
        raise NietGevondenError
    return traject


@lezing
def trajectblad(door: Wie, pk: int, *, onthul: bool = False, voor: str = "") -> Trajectblad:
    """Open a traject; one line in the journaal, another act when the identity is revealed.

    voor: the act that the page prepares, refused here when it never fits (a state that passed is for the act itself).
    Raises NietGevondenError, NietToegestaanError.
    """
    traject = traject_voor(door, pk)
    onderwerp = onderwerp_dossier(door, traject.dossier, soort="traject", status=traject.status)
    recht = "trajecten.onthullen" if onthul else "trajecten.inzien"
    eis(door, recht, onderwerp)
    if voor:
        besluit = decide(door, voor, onderwerp)
        if not (besluit.toegestaan or besluit.alleen_stand):
            raise NietToegestaanError(besluit.reden, besluit)
    in_nood = lopende_van(door, noodtoegangen_van(traject.dossier))
    with transaction.atomic():
        journaal.noteer(
            door.spoor(),
            "traject.onthuld" if onthul else "traject.ingezien",
            traject.dossier_id,
            inhoud={"noodtoegang": str(in_nood.pk)} if in_nood else None,
        )
    return open_blad(door, traject, recht, onderwerp, onthuld=onthul)


def open_blad(door: Wie, traject: Traject, recht: str, onderwerp: Onderwerp, *, onthuld: bool) -> Trajectblad:
    """Open everything of a traject. The caller asked decide() and wrote the line."""
    sleutel = sleutel_van(traject.dossier)
    client = client_voor(door, traject, recht, onderwerp, sleutel)
    noemt = onthuld and client is not None and "identiteit" in client.groepen
    lees = Lezer([]) if noemt else lezer_zonder_naam(traject, sleutel)
    profiel = lees.profiel(open_profiel(traject, sleutel))
    minderjarig = client is None or kan_minderjarig_zijn(client.leeftijdsgroep)
    noodtoegangen = noodtoegangen_van(traject.dossier)
    wachtend = traject.overdrachten.select_related("naar_medewerker").filter(status=Overdrachtstatus.VOORGESTELD)
    overdracht = wachtend.first()
    gegeven = pakketten_van(traject)
    return Trajectblad(
        traject=traject,
        client=client,
        client_id=traject.dossier.betrokkenen.values_list("pk", flat=True).first(),
        kan_minderjarig_zijn=minderjarig,
        profiel=profiel,
        gemeente=verantwoordelijk(
            ingeschreven=profiel.ingeschreven,
            ingeschreven_in=profiel.ingeschreven_in,
            aangetroffen_in=profiel.aangetroffen_in,
            kan_minderjarig_zijn=minderjarig,
        ),
        stukken=_stukken(traject, sleutel, lees),
        doelen=_doelen(traject, sleutel, lees),
        bedenktijden=[(b, stand(b.eindigt_op, door.vandaag, b.status)) for b in traject.bedenktijden.all()],
        toestemmingen=[lees.toestemming(t) for t in toestemmingen(traject.dossier, sleutel, op=door.vandaag)],
        overdracht=(overdracht, lees.tekst(open_overdracht(traject, sleutel, overdracht).get("reden", "")))
        if overdracht
        else None,
        pakketten=[v for v in gegeven if v.status != Verstrekkingsstatus.WACHT_OP_AKKOORD],
        wacht_op_akkoord=[v for v in gegeven if v.status == Verstrekkingsstatus.WACHT_OP_AKKOORD],
        aangenomen=aangenomen_pakketten(traject),
        te_bevestigen=te_bevestigen(traject),
        openstaand=openstaand(traject),
        mag={h: decide(door, f"trajecten.{h}", onderwerp).toegestaan for h in HANDELINGEN},
        coordinator_werkt_hier=werkt_hier(traject.organisatie_id, traject.coordinator_id),
        team=list(Medewerker.objects.filter(pk__in=leden_van(traject.dossier)).order_by("naam", "pk")),
        noodtoegangen=noodtoegangen,
        in_nood=lopende_van(door, noodtoegangen),
        onthuld=onthuld,
        verborg=lees.verborg,  # last: when everything was read
    )


def client_voor(
    door: Wie, traject: Traject, recht: str, onderwerp: Onderwerp, sleutel: Gegevenssleutel
) -> OpenBetrokkene | None:
    """Return the client with the groups of fields that the reader has, or None when the person was erased.

    The age band is that of today, by the date of birth when that is known, whoever reads.
    """
    personen = open_inhoud(traject.dossier, sleutel).betrokkenen
    if not personen:
        return None
    client = personen[0]
    groepen = {
        groep: velden
        for groep, velden in client.groepen.items()
        if decide(door, recht, onderwerp, groep, client.deel).toegestaan
    }
    band = band_uit(client.leeftijdsgroep, client.groepen)
    return replace(client, leeftijdsgroep=band, groepen=groepen, eerder={})


def lezer_zonder_naam(traject: Traject, sleutel: Gegevenssleutel) -> Lezer:
    """Return how the texts of a traject read where its client is not named. The caller asked decide()."""
    return Lezer(open_inhoud(traject.dossier, sleutel).betrokkenen)


def pakketten_van(traject: Traject) -> list[Verstrekking]:
    """Return what was made to share something of this traject, newest first, without what is in it. One query."""
    return list(
        Verstrekking.objects.filter(dossier_id=traject.dossier_id)
        .select_related("ontvanger", "grondslag")
        .defer("pakket", "doel", "verantwoording")
        .order_by("-klaargezet_op")
    )


def _stukken(traject: Traject, sleutel: Gegevenssleutel, lees: Lezer) -> list[OpenStuk]:
    return [
        OpenStuk(s.pk, s.soort, s.op, s.dag, s.door.naam, s.volgende_op, lees.stuk(open_stuk(traject, sleutel, s)))
        for s in traject.stukken.select_related("door")
    ]


def _doelen(traject: Traject, sleutel: Gegevenssleutel, lees: Lezer) -> list[OpenDoel]:
    uit = []
    for d in traject.doelen.select_related("aanbieder"):
        geschreven = open_doel(traject, sleutel, d)
        woorden = {veld: lees.tekst(tekst) for veld, tekst in geschreven.items()}
        getypt = woorden.get("aanbieder", "")
        uit.append(
            OpenDoel(
                id=d.pk,
                leefgebied=d.leefgebied,
                status=d.status,
                versie=d.versie,
                aanbieder_id=d.aanbieder_id,
                aanbieder=d.aanbieder.naam if d.aanbieder else getypt,
                dienst=d.dienst,
                tot=d.tot,
                behoefte=woorden.get("behoefte", ""),
                doel=woorden.get("doel", ""),
                getypte_aanbieder=getypt,
                resultaat=woorden.get("resultaat", ""),
                noemt=woorden != geschreven,
            )
        )
    return uit
