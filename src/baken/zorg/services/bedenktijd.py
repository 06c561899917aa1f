"""Record a bedenktijd that police or KMar gave, and what ended it. Baken never gives one."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date

from baken.dossiers.context import handeling
from baken.dossiers.services import sleutel_van
from baken.kern import journaal, klok
from baken.kern.fouten import NietGevondenError
from baken.organisaties.besluit import Wie
from baken.referentie import selectors as referentie
from baken.zorg.inhoud import open_profiel, sluit_profiel
from baken.zorg.models import Bedenktijd, Traject
from baken.zorg.rules.bedenktijd import Regime, eindigt_op, mag_beginnen, regime_voor
from baken.zorg.rules.verblijf import Verblijf
from baken.zorg.services.basis import client_van, eis_geen_fouten, haal_met_slot, keur_dag
from baken.zorg.soorten import Doelgroep, Verlener
from baken.zorg.verloop import BEDENKTIJD, Bedenktijdstatus


def regimes() -> list[Regime]:
    """Return every length of the bedenktijd that the facts know, ended ones too."""
    return [
        Regime(
            f.code,
            dublin=f.inhoud["dublin"],
            maanden=f.inhoud["maanden"],
            dagen=f.inhoud["dagen"],
            geldig_van=f.geldig_van,
            geldig_tot=f.geldig_tot,
        )
        for f in referentie.alle_feiten("bedenktijdregime")
    ]


@handeling("trajecten.begeleiden")
def begin_bedenktijd(*, traject_id: int, begin: date, dublin: bool, verleend_door: str, door: Wie) -> Bedenktijd:
    """Record a bedenktijd; its end follows from the rule of its first day and never changes after.

    While it runs, it is what the client stays on; one that ran out already leaves the stay as it is.
    Raises OngeldigeInvoerError (a Dutch national, one that runs already, a day ahead), NietGevondenError,
    NietToegestaanError, OvergangNietToegestaanError.
    """
    traject = haal_met_slot(door, traject_id, "trajecten.begeleiden")
    sleutel = sleutel_van(traject.dossier)
    profiel = open_profiel(traject, sleutel)
    fouten: dict[str, list[str]] = {}
    toets = mag_beginnen(profiel.verblijf, client_van(traject).nationaliteit)
    if not toets.toegestaan:
        fouten[""] = [toets.reden]
    if traject.doelgroep != Doelgroep.SLACHTOFFER:
        fouten[""] = ["Een bedenktijd is er alleen voor slachtoffers."]
    if verleend_door not in Verlener.values:
        fouten["verleend_door"] = ["Kies wie de bedenktijd gaf."]
    keur_dag(fouten, "begin", begin, traject)
    if traject.bedenktijden.filter(status=Bedenktijdstatus.LOOPT).exists():
        fouten[""] = ["Er loopt al een bedenktijd. Leg eerst vast waardoor die eindigde."]
    eis_geen_fouten(fouten)
    regime = regime_voor(dublin=dublin, verleend_op=begin, regimes=regimes())
    einde = eindigt_op(begin, regime)
    bedenktijd = Bedenktijd.objects.create(
        id=uuid.uuid4(),
        traject=traject,
        regime=regime.code,
        dublin=dublin,
        begin=begin,
        eindigt_op=einde,
        status=Bedenktijdstatus.VERLOPEN if einde < klok.vandaag() else Bedenktijdstatus.LOOPT,
        verleend_door=verleend_door,
    )
    if bedenktijd.status == Bedenktijdstatus.LOOPT:  # one that ran out long ago says nothing of the stay of today
        sluit_profiel(traject, sleutel, replace(profiel, verblijf=str(Verblijf.BEDENKTIJD)))
    traject.versie += 1
    traject.save(update_fields=["profiel", "versie"])
    inhoud = {"bedenktijd": str(bedenktijd.pk), "regime": regime.code}
    journaal.noteer(door.spoor(), "bedenktijd.begonnen", traject.dossier_id, inhoud=inhoud)
    return bedenktijd


@handeling("trajecten.begeleiden")
def beeindig_bedenktijd(
    *, traject_id: int, bedenktijd_id: uuid.UUID, op: date, einde_reden: str, verblijf: str, door: Wie
) -> Bedenktijd:
    """Record what ended a bedenktijd and on which day; also when its clock ran out before that was told.

    verblijf: on what ground the client stays from then on. Raises OngeldigeInvoerError, NietGevondenError,
    NietToegestaanError, OvergangNietToegestaanError.
    """
    traject = haal_met_slot(door, traject_id, "trajecten.begeleiden")
    bedenktijd = _haal(traject, bedenktijd_id)
    fouten: dict[str, list[str]] = {}
    if einde_reden not in {f.code for f in referentie.feiten("bedenktijdeinde")}:
        fouten["einde_reden"] = ["Kies waardoor de bedenktijd eindigde."]
    if verblijf not in set(Verblijf) - {Verblijf.BEDENKTIJD}:
        fouten["verblijf"] = ["Kies waarop de persoon nu hier verblijft, of dat het niet bekend is."]
    if not bedenktijd.begin <= op <= klok.vandaag():
        fouten["op"] = ["Kies een dag vanaf het begin van de bedenktijd, tot en met vandaag."]
    eis_geen_fouten(fouten)
    BEDENKTIJD.eis(Bedenktijdstatus(bedenktijd.status), Bedenktijdstatus.BEEINDIGD)
    bedenktijd.status, bedenktijd.beeindigd_op, bedenktijd.einde_reden = Bedenktijdstatus.BEEINDIGD, op, einde_reden
    bedenktijd.save(update_fields=["status", "beeindigd_op", "einde_reden"])
    sleutel = sleutel_van(traject.dossier)
    sluit_profiel(traject, sleutel, replace(open_profiel(traject, sleutel), verblijf=verblijf))
    traject.versie += 1
    traject.save(update_fields=["profiel", "versie"])
    inhoud = {"bedenktijd": str(bedenktijd.pk), "reden": einde_reden}
    journaal.noteer(door.spoor(), "bedenktijd.beeindigd", traject.dossier_id, inhoud=inhoud)
    return bedenktijd


def _haal(traject: Traject, bedenktijd_id: uuid.UUID) -> Bedenktijd:
    rij = traject.bedenktijden.select_for_update(of=("self",)).filter(pk=bedenktijd_id).first()
    if rij is None:
        raise NietGevondenError
    return rij
