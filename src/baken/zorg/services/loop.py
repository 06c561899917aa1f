"""Start, aftercare, closing and taking up again. Closing starts the retention clock."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from baken.casussen.services import behandelen as casuswerk
from baken.dossiers.context import handeling
from baken.dossiers.inhoud import open_inhoud
from baken.dossiers.lopend import beeindig_alle
from baken.dossiers.services import NieuweBetrokkene, sleutel_van
from baken.dossiers.soorten import Toestemmingsdoel
from baken.dossiers.toestemmingen import geldige_toestemming
from baken.dossiers.verloop import Afloop
from baken.kern import journaal, klok
from baken.kern.fouten import NietGevondenError, NietToegestaanError, OngeldigeInvoerError, OvergangNietToegestaanError
from baken.organisaties.besluit import Wie
from baken.referentie import selectors as referentie
from baken.signalen.models import Nummersoort
from baken.signalen.nummers import houd_reeks_vast
from baken.zorg.models import Traject
from baken.zorg.openstaand import openstaand
from baken.zorg.services.aanmelden import loopt_al
from baken.zorg.services.basis import (
    REDEN_NODIG,
    client_van,
    eis_geen_fouten,
    eis_versie,
    genoeg,
    haal_met_slot,
    keur_tekst,
    schrijf_stuk,
)
from baken.zorg.services.kanten import eis_niet_coordinator, verband_van
from baken.zorg.soorten import Doelgroep, Stuksoort
from baken.zorg.verloop import DOEL_OPEN, Doelstatus, Overdrachtstatus, Trajectstatus

LANGSTE_NAZORG = 731  # days; own choice
_EINDE = ["status", "versie", "afgesloten_op", "afsluitreden"]


@handeling("trajecten.begeleiden")
def start(*, traject_id: int, versie: int, door: Wie, waarom_zonder: str = "") -> Traject:
    """Start the help after the intake. Without consent of the client it asks why.

    Who sent the client's packet hears in a bounded text that help started. Raises OngeldigeInvoerError,
    VerouderdError, NietGevondenError, NietToegestaanError, OvergangNietToegestaanError.
    """
    traject = haal_met_slot(door, traject_id, "trajecten.begeleiden")
    eis_versie(traject, versie)
    if not heeft_toestemming(traject) and not genoeg(waarom_zonder):
        zin = f"Er is geen toestemming voor hulp vastgelegd. Leg die vast, of {REDEN_NODIG[0].lower()}{REDEN_NODIG[1:]}"
        eis_geen_fouten({"waarom_zonder": [zin]})
    traject.zet(Trajectstatus.LOPEND)
    traject.gestart_op = klok.nu()
    traject.save(update_fields=["status", "versie", "gestart_op"])
    if waarom_zonder.strip():
        schrijf_stuk(traject, Stuksoort.INTAKE, {"waarom_zonder": waarom_zonder.strip()}, door=door)
    journaal.noteer(door.spoor(), "traject.gestart", traject.dossier_id)
    _meld_start(traject, door=door)
    return traject


def heeft_toestemming(traject: Traject, doel: Toestemmingsdoel = Toestemmingsdoel.ZORG) -> bool:
    """Say whether the client agrees to this purpose today. Two queries."""
    persoon = client_van(traject).pk
    return geldige_toestemming(traject.dossier_id, doel, betrokkene=persoon) is not None


def _meld_start(traject: Traject, *, door: Wie) -> None:
    """Tell the senders of the casus that help started: for a victim, and where they were not told already."""
    if traject.casus_id is None or traject.doelgroep != Doelgroep.SLACHTOFFER:
        return
    # No sender waits any more, the casus is closed or not theirs to read, or its route gives no help: nobody to tell.
    with suppress(OvergangNietToegestaanError, NietGevondenError, NietToegestaanError, OngeldigeInvoerError):
        casuswerk.meld_afloop(casus_id=traject.casus_id, afloop=Afloop.ZORG_GESTART, door=door)


@handeling("trajecten.begeleiden")
def naar_nazorg(*, traject_id: int, versie: int, tot: date, afspraken: str, door: Wie) -> Traject:
    """Go on with aftercare until a day.

    Raises OngeldigeInvoerError, VerouderdError, NietGevondenError, NietToegestaanError, OvergangNietToegestaanError.
    """
    traject = haal_met_slot(door, traject_id, "trajecten.begeleiden")
    eis_versie(traject, versie)
    fouten: dict[str, list[str]] = {}
    tekst = keur_tekst(fouten, "afspraken", afspraken, zin="Schrijf op wat u voor de nazorg afsprak.")
    if not 0 < (tot - klok.vandaag()).days <= LANGSTE_NAZORG:
        fouten["tot"] = ["Kies een dag na vandaag, hoogstens twee jaar vooruit."]
    eis_geen_fouten(fouten)
    traject.zet(Trajectstatus.NAZORG)
    traject.nazorg_tot = tot
    traject.save(update_fields=["status", "versie", "nazorg_tot"])
    schrijf_stuk(traject, Stuksoort.NAZORG, {"tekst": tekst}, door=door, volgende_op=tot)
    journaal.noteer(door.spoor(), "traject.nazorg", traject.dossier_id)
    return traject


@handeling("trajecten.begeleiden")
def niet_starten(*, traject_id: int, versie: int, afsluitreden: str, reden: str, door: Wie) -> Traject:
    """Say that it does not come to help, and why. The retention clock starts. What was open is kept with the reason.

    Raises OngeldigeInvoerError, VerouderdError, NietGevondenError, NietToegestaanError, OvergangNietToegestaanError.
    """
    traject = haal_met_slot(door, traject_id, "trajecten.begeleiden")
    eis_versie(traject, versie)
    fouten = _afsluitfouten(afsluitreden)
    if not genoeg(reden):
        fouten["reden"] = [REDEN_NODIG]
    keur_tekst(fouten, "reden", reden, zin=REDEN_NODIG)
    eis_geen_fouten(fouten)
    inhoud: dict[str, object] = {"reden": reden.strip(), "open": list(openstaand(traject))}
    return _eindig(traject, Trajectstatus.NIET_GESTART, afsluitreden, inhoud, door=door)


@handeling("trajecten.afsluiten")
def sluit(*, traject_id: int, versie: int, afsluitreden: str, reden: str, door: Wie) -> Traject:
    """Close a traject. With something open it asks why; open goals lapse.

    Raises OngeldigeInvoerError, VerouderdError, NietGevondenError, NietToegestaanError, OvergangNietToegestaanError.
    """
    traject = haal_met_slot(door, traject_id, "trajecten.afsluiten")
    eis_versie(traject, versie)
    fouten = _afsluitfouten(afsluitreden)
    tekst = keur_tekst(fouten, "reden", reden, zin="", verplicht=False)
    open_ = openstaand(traject)
    if open_ and not genoeg(tekst):
        fouten["reden"] = [f"Er staat nog iets open. {REDEN_NODIG}"]
    eis_geen_fouten(fouten)
    return _eindig(traject, Trajectstatus.AFGESLOTEN, afsluitreden, {"reden": tekst, "open": list(open_)}, door=door)


def _eindig(traject: Traject, naar: Trajectstatus, reden: str, inhoud: dict[str, object], *, door: Wie) -> Traject:
    """Put a traject in a state that ends it, inside the caller's transaction."""
    maak_los(traject, naar, reden, waarom="De zorgcoördinatie is gestopt.", door=door)
    schrijf_stuk(traject, Stuksoort.AFSLUITING, inhoud, door=door)
    regel = {"reden": reden, "stand": str(naar)}
    journaal.noteer(door.spoor(), "traject.afgesloten", traject.dossier_id, inhoud=regel)
    return traject


def maak_los(traject: Traject, naar: Trajectstatus, reden: str, *, waarom: str, door: Wie) -> None:
    """End a traject with what hung on it: open goals lapse, a proposal is taken back, nobody reads along any more."""
    traject.zet(naar)
    traject.afgesloten_op, traject.afsluitreden = klok.nu(), reden
    traject.save(update_fields=_EINDE)
    traject.doelen.filter(status__in=DOEL_OPEN).update(status=Doelstatus.VERVALLEN)
    voorgesteld = traject.overdrachten.filter(status=Overdrachtstatus.VOORGESTELD)
    voorgesteld.update(status=Overdrachtstatus.INGETROKKEN, besloten_op=klok.nu())
    beeindig_alle(traject.dossier, reden=waarom, door=door)


def _afsluitfouten(code: str) -> dict[str, list[str]]:
    bekend = {f.code for f in referentie.feiten("afsluitreden_zorg")}
    return {} if code in bekend else {"afsluitreden": ["Kies waarom het stopt."]}


@handeling("trajecten.heropenen")
def heropen(*, traject_id: int, versie: int, reden: str, door: Wie) -> Traject:
    """Take a traject up again, with a reason; the retention clock stops. One that never started goes to intake.

    Raises OngeldigeInvoerError (also when another traject of this person is open here), VerouderdError,
    NietGevondenError, NietToegestaanError (also when its coordinator helps the other side of the casus by now),
    OvergangNietToegestaanError.
    """
    traject = haal_met_slot(door, traject_id, "trajecten.heropenen")
    eis_versie(traject, versie)
    # As taking in does: of two who begin with one person at once, the second sees what the first did.
    houd_reeks_vast(traject.organisatie_id, Nummersoort.TRAJECT, klok.vandaag())
    fouten = {} if genoeg(reden) else {"reden": [REDEN_NODIG]}
    if al := _loopt_elders(traject, door):
        fouten[""] = [al]
    eis_geen_fouten(fouten)
    if traject.coordinator_id is not None:
        eis_niet_coordinator(verband_van(traject), traject.doelgroep, traject.coordinator_id)
    nooit_begonnen = traject.status == Trajectstatus.NIET_GESTART
    return _weer(traject, Trajectstatus.INTAKE if nooit_begonnen else Trajectstatus.LOPEND, reden, door=door)


def _loopt_elders(traject: Traject, door: Wie) -> str:
    """Return that another open traject here is of the same person; empty for none, and for who was erased."""
    for persoon in open_inhoud(traject.dossier, sleutel_van(traject.dossier)).betrokkenen:
        identiteit, contact = (dict(persoon.groepen.get(groep, {})) for groep in ("identiteit", "contact"))
        client = NieuweBetrokkene(deel=persoon.deel, identiteit=identiteit, contact=contact)
        return loopt_al(client, door, behalve=traject.pk)
    return ""


@handeling("trajecten.begeleiden")
def terug_uit_nazorg(*, traject_id: int, versie: int, reden: str, door: Wie) -> Traject:
    """Take full help up again from aftercare, with a reason.

    Raises OngeldigeInvoerError, VerouderdError, NietGevondenError, NietToegestaanError, OvergangNietToegestaanError.
    """
    traject = haal_met_slot(door, traject_id, "trajecten.begeleiden")
    eis_versie(traject, versie)
    if traject.status != Trajectstatus.NAZORG:
        raise OvergangNietToegestaanError(traject.status, str(Trajectstatus.LOPEND))
    if not genoeg(reden):
        eis_geen_fouten({"reden": [REDEN_NODIG]})
    return _weer(traject, Trajectstatus.LOPEND, reden, door=door)


def _weer(traject: Traject, naar: Trajectstatus, reden: str, *, door: Wie) -> Traject:
    traject.zet(naar)
    traject.afgesloten_op, traject.afsluitreden, traject.nazorg_tot = None, "", None
    traject.save(update_fields=[*_EINDE, "nazorg_tot"])
    schrijf_stuk(traject, Stuksoort.HEROPENING, {"reden": reden.strip()}, door=door)
    journaal.noteer(door.spoor(), "traject.heropend", traject.dossier_id, inhoud={"stand": str(naar)})
    return traject
