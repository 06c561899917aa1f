"""What a team does with a casus: acties, stand, team, and telling the sender how it goes."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import timedelta

from baken.casussen.inhoud import Stap, voeg_stap_toe
from baken.casussen.models import Casus
from baken.casussen.pseudoniemen import bekenden
from baken.casussen.querysets import zichtbare_casussen
from baken.casussen.rules import afloop as afloopregels
from baken.casussen.rules import sluiten as sluitregels
from baken.casussen.rules.zicht import SLACHTOFFERAANPAK, gaat_over_geheel, leest_tekst
from baken.casussen.teksten import aanpakken_in, leest_aanpakken, over_van
from baken.casussen.verloop import TE_KIEZEN, Casusstatus
from baken.dossiers import acties, bijeenkomsten, verstrekken
from baken.dossiers.acties import NieuweActie
from baken.dossiers.context import handeling
from baken.dossiers.models import Verstrekking
from baken.dossiers.noemen import noemt_iemand
from baken.dossiers.services import eis, leden_van, neem_lid_weg, onderwerp_dossier, sleutel_van
from baken.dossiers.services import voeg_lid_toe as voeg_lid_aan_dossier
from baken.dossiers.verloop import Afloop, Verstrekkingsstatus
from baken.kern import journaal, klok
from baken.kern.fouten import (
    NietGevondenError,
    NietToegestaanError,
    OngeldigeInvoerError,
    OvergangNietToegestaanError,
    VerouderdError,
)
from baken.keten.models import Actie
from baken.keten.verloop import Actiestatus
from baken.organisaties.besluit import Onderwerp, Wie
from baken.organisaties.rollen import ONTVANGENDE_ROLLEN
from baken.organisaties.selectors import medewerkers_met_rol, wie
from baken.referentie import selectors as referentie
from baken.signalen.rules.besluit import MINIMUM_REDEN
from baken.signalen.services.nieuws import merk_antwoord
from baken.signalen.soorten import Antwoord

MAX_ACTIE = 500
MAX_REDEN = 2_000
MAX_TOELICHTING = 500
MEESTE_ACTIES = 200  # more at a time nobody can look over
REDEN_NODIG = f"Schrijf waarom, in ten minste {MINIMUM_REDEN} tekens."
NIET_UW_ACTIE = "Deze actie hoort niet bij uw taak. Wie haar leest, rondt haar af."
BEIDE_KANTEN = (
    "Deze casus gaat over een slachtoffer en een dader, en u werkt aan één kant. Vraag het wie de procesregie heeft."
)
NOEMT = "Uw tekst noemt iemand of een plaats uit deze casus. Schrijf het zonder namen en adressen."


def haal_met_slot(door: Wie, casus_id: int, recht: str) -> Casus:
    """Lock and return a casus, and ask decide() for the act.

    Raises NietGevondenError when `door` may not even know it, NietToegestaanError, OvergangNietToegestaanError.
    """
    casus = (
        Casus.objects.select_for_update(of=("self",))
        .select_related("dossier", "procesregisseur")
        .filter(zichtbare_casussen(door, "casussen.inzien"), pk=casus_id)
        .first()
    )
    if casus is None:
        raise NietGevondenError
    eis(door, recht, onderwerp_van(door, casus))
    return casus


def onderwerp_van(door: Wie, casus: Casus) -> Onderwerp:
    """Gather what decide() needs on a casus. Two queries."""
    return onderwerp_dossier(door, casus.dossier, soort="casus", status=casus.status)


def eis_versie(casus: Casus, versie: int) -> None:
    """Raise VerouderdError when somebody changed the casus since the page was made."""
    if casus.versie != versie:
        raise VerouderdError("version moved on")


def verzet(casus: Casus, naar: Casusstatus, reden: str, *, door: Wie) -> None:
    """Move a casus and seal the reason; the caller saves `status`, `versie` and `inhoud`."""
    casus.zet(naar)
    schrijf_stap(casus, reden, door=door)


def schrijf_stap(casus: Casus, woorden: str, *, door: Wie) -> None:
    """Seal what happened to a casus as it stands now, in the approach of who writes it; the caller saves `inhoud`."""
    over = over_van(door, onderwerp=onderwerp_van(door, casus)) if woorden.strip() else ""
    stap = Stap(str(casus.status), klok.nu().isoformat(), door.medewerker_id, woorden.strip()[:MAX_REDEN], over)
    voeg_stap_toe(casus, sleutel_van(casus.dossier), stap)


@handeling("casussen.behandelen")
def maak_actie(*, casus_id: int, actie: NieuweActie, door: Wie, bijeenkomst_id: uuid.UUID | None = None) -> Actie:
    """Record what somebody of the own organisation, who may work on casussen, will do by a day.

    bijeenkomst_id: the casusoverleg where it was agreed.

    Raises OngeldigeInvoerError (text, owner, day), NietGevondenError, NietToegestaanError.
    """
    casus = haal_met_slot(door, casus_id, "casussen.behandelen")
    fouten: dict[str, list[str]] = {}
    tekst = actie.tekst.strip()
    if not 5 <= len(tekst) <= MAX_ACTIE:
        fouten["tekst"] = [f"Schrijf in 5 tot {MAX_ACTIE} tekens wat er gebeurt."]
    onderwerp = onderwerp_van(door, casus)
    over = over_van(door, actie.over, onderwerp)
    if {actie.over, over} - {""} - leest_aanpakken(door, onderwerp=onderwerp):
        fouten["over"] = ["Kies waar deze actie over gaat."]
    elif zin := _keur_eigenaar(casus, actie.eigenaar_id, over):
        fouten["eigenaar"] = [zin]
    if not door.vandaag <= actie.voor <= door.vandaag + timedelta(days=366):
        fouten["voor"] = ["Kies een dag van vandaag tot een jaar vooruit."]
    if Actie.objects.filter(dossier_id=casus.dossier_id, status=Actiestatus.OPEN).count() >= MEESTE_ACTIES:
        fouten[""] = [f"Er staan al {MEESTE_ACTIES} acties open. Rond er eerst een af."]
    if fouten:
        raise OngeldigeInvoerError(fouten)
    overleg = None if bijeenkomst_id is None else bijeenkomsten.haal(casus.dossier, bijeenkomst_id)
    nieuw = NieuweActie(tekst, actie.eigenaar_id, actie.voor, overleg.pk if overleg else None, over)
    gemaakt = acties.maak_actie(casus.dossier, sleutel_van(casus.dossier), nieuw)
    journaal.noteer(
        door.spoor(),
        "casus.actie_gemaakt",
        casus.dossier_id,
        inhoud={"actie": str(gemaakt.pk), "eigenaar": actie.eigenaar_id},
    )
    return gemaakt


def _keur_eigenaar(casus: Casus, medewerker_id: int, over: str) -> str:
    """Return why somebody cannot do an actie: who does it works on casussen here, and may read what it is about."""
    eigenaar = medewerkers_met_rol(casus.organisatie_id, ONTVANGENDE_ROLLEN).filter(pk=medewerker_id).first()
    if eigenaar is None:
        return "Kies een collega die aan casussen werkt."
    if not _leest(casus, wie(eigenaar, tweede_factor=True), over):
        return "Deze collega mag dit niet lezen. Kies een andere collega, of kies waar de actie over gaat."
    return ""


def _leest(casus: Casus, iemand: Wie, over: str) -> bool:
    """Say whether somebody of the own organisation reads a text of this casus that is about this (see leest_tekst)."""
    return leest_tekst(over, *_leest_van(casus, iemand))


def _leest_van(casus: Casus, iemand: Wie) -> tuple[frozenset[str], frozenset[str]]:
    """Return the approaches whose text somebody reads, and those that the persons of this casus stand in."""
    leest = leest_aanpakken(iemand, onderwerp=onderwerp_van(iemand, casus))
    return leest, aanpakken_in(casus.dossier.betrokkenen.values_list("deel", "ook_deel"))


def eis_geheel(casus: Casus, door: Wie) -> None:
    """Refuse who works on one side of a casus that has both, and does not direct it. Raises NietToegestaanError."""
    if not gaat_over_geheel(*_leest_van(casus, door), regie=casus.procesregisseur_id == door.medewerker_id):
        raise NietToegestaanError(BEIDE_KANTEN)


@handeling("casussen.behandelen")
def rond_actie_af(*, casus_id: int, actie_id: uuid.UUID, naar: Actiestatus, door: Wie) -> Actie:
    """Say that an actie is done, or not needed any more; who may not read it does not.

    Raises NietGevondenError, NietToegestaanError, OvergangNietToegestaanError (somebody did already).
    """
    casus = haal_met_slot(door, casus_id, "casussen.behandelen")
    alle = acties.open_acties(casus.dossier, sleutel_van(casus.dossier))
    if any(a.id == actie_id and not _leest(casus, door, a.over) for a in alle):
        raise NietToegestaanError(NIET_UW_ACTIE)
    actie = acties.zet_actie(casus.dossier, actie_id, naar)
    inhoud = {"actie": str(actie.pk), "stand": str(naar)}
    journaal.noteer(door.spoor(), "casus.actie_afgerond", casus.dossier_id, inhoud=inhoud)
    return actie


@handeling("casussen.behandelen")
def zet_stand(*, casus_id: int, versie: int, naar: Casusstatus, reden: str, door: Wie) -> Casus:
    """Say where a casus stands: open, in overleg or vastgelopen; the last asks what it is stuck on.

    Raises OngeldigeInvoerError, VerouderdError, OvergangNietToegestaanError, NietGevondenError, NietToegestaanError.
    """
    casus = haal_met_slot(door, casus_id, "casussen.behandelen")
    eis_geheel(casus, door)
    eis_versie(casus, versie)
    if naar not in TE_KIEZEN:
        raise OngeldigeInvoerError({"naar": ["Kies waar de casus nu staat."]})
    if naar == Casusstatus.VASTGELOPEN and not sluitregels.genoeg(reden):
        raise OngeldigeInvoerError({"reden": [f"Waar loopt het op vast? {REDEN_NODIG}"]})
    verzet(casus, naar, reden, door=door)
    casus.save(update_fields=["status", "versie", "inhoud"])
    journaal.noteer(door.spoor(), "casus.stand", casus.dossier_id, inhoud={"stand": str(naar)})
    return casus


@handeling("casussen.behandelen")
def voeg_lid_toe(*, casus_id: int, medewerker_id: int, door: Wie) -> Casus:
    """Put somebody of the own organisation, who may work on casussen, in the team.

    Raises OngeldigeInvoerError, NietGevondenError, NietToegestaanError.
    """
    casus = haal_met_slot(door, casus_id, "casussen.behandelen")
    if not medewerkers_met_rol(casus.organisatie_id, ONTVANGENDE_ROLLEN).filter(pk=medewerker_id).exists():
        raise OngeldigeInvoerError({"medewerker": ["Kies een collega die aan casussen werkt."]})
    voeg_lid_aan_dossier(casus.dossier, medewerker_id)
    journaal.noteer(door.spoor(), "casus.lid_toegevoegd", casus.dossier_id, inhoud={"medewerker": medewerker_id})
    return casus


@handeling("casussen.behandelen")
def haal_uit_team(*, casus_id: int, medewerker_id: int, reden: str, door: Wie) -> Casus:
    """Take somebody out of the team of a casus at once, with a reason that the team reads.

    Raises OngeldigeInvoerError (no reason, nobody of the team, who directs or the last one), NietGevondenError,
    NietToegestaanError, OvergangNietToegestaanError.
    """
    casus = haal_met_slot(door, casus_id, "casussen.behandelen")
    leden = leden_van(casus.dossier)
    fouten: dict[str, list[str]] = {}
    if not sluitregels.genoeg(reden):
        fouten["reden"] = [REDEN_NODIG]
    if medewerker_id == casus.procesregisseur_id:
        fouten["lid"] = ["Deze collega heeft de procesregie. Draag die eerst over."]
    elif medewerker_id not in leden:
        fouten["lid"] = ["Kies iemand uit het team."]
    elif len(leden) == 1:
        fouten["lid"] = ["Dit is de laatste in het team. Zet er eerst iemand bij."]
    if fouten:
        raise OngeldigeInvoerError(fouten)
    neem_lid_weg(casus.dossier, medewerker_id)
    schrijf_stap(casus, f"Een collega ging uit het team. {reden.strip()}", door=door)
    casus.save(update_fields=["inhoud"])
    journaal.noteer(door.spoor(), "casus.lid_weg", casus.dossier_id, inhoud={"medewerker": medewerker_id})
    return casus


@handeling("casussen.behandelen")
def zet_kenmerken(  # keywords only: what is kept to count and to keep in mind
    *, casus_id: int, versie: int, vormen: Sequence[str], jeugd: Antwoord, jonge_aanwas: bool, door: Wie
) -> Casus:
    """Record the forms of exploitation, whether somebody is a minor, and the tie with the approach of jonge aanwas.

    Raises OngeldigeInvoerError, VerouderdError, NietGevondenError, NietToegestaanError.
    """
    casus = haal_met_slot(door, casus_id, "casussen.behandelen")
    eis_versie(casus, versie)
    bekend = {v.code for hoofd in referentie.vormen() for v in (hoofd, *referentie.subvormen(hoofd.code))}
    if not set(vormen) <= bekend | set(casus.vormen):
        raise OngeldigeInvoerError({"vormen": ["Kies vormen uit de lijst."]})
    casus.vormen = list(dict.fromkeys(vormen))
    casus.jeugd, casus.jonge_aanwas = jeugd, jonge_aanwas
    casus.versie += 1
    casus.save(update_fields=["vormen", "jeugd", "jonge_aanwas", "versie"])
    inhoud: dict[str, str | bool] = {"jeugd": str(jeugd), "jonge_aanwas": jonge_aanwas}
    journaal.noteer(door.spoor(), "casus.kenmerken", casus.dossier_id, inhoud=inhoud)
    return casus


def te_melden(casus: Casus) -> list[Verstrekking]:
    """Return the packets of a casus whose sender still waits to hear how it ended. One query."""
    return list(
        Verstrekking.objects.select_for_update(of=("self",))
        .select_related("grondslag")
        .filter(casusbron__casus=casus, status=Verstrekkingsstatus.GEACCEPTEERD)
        .order_by("pk")
    )


@handeling("casussen.melden")
def meld_afloop(*, casus_id: int, afloop: Afloop, door: Wie, toelichting: str = "") -> Casus:
    """Tell the sender of each packet one of the bounded texts on the way; how it ended is told by closing.

    Of a casus with both sides who directs it or reads both does; that help started, and no more, is said by who works
    with the victim as well (a traject that starts does so). Raises OngeldigeInvoerError (another text, or a note that
    names somebody), OvergangNietToegestaanError when every sender was told already, NietGevondenError,
    NietToegestaanError.
    """
    casus = haal_met_slot(door, casus_id, "casussen.melden")
    if afloop not in afloopregels.passend((), casus.route):
        raise OngeldigeInvoerError({"afloop": ["Kies een van de vaste teksten."]})
    kaal_van_slachtoffer = afloop == Afloop.ZORG_GESTART and not toelichting.strip()
    if not (kaal_van_slachtoffer and _leest(casus, door, SLACHTOFFERAANPAK.code)):
        eis_geheel(casus, door)
    keur_toelichting(casus, toelichting)
    nog = [v for v in te_melden(casus) if not v.berichten.filter(code=afloop).exists()]
    if not nog:
        raise OvergangNietToegestaanError(str(afloop), "melden")
    over = over_van(door, onderwerp=onderwerp_van(door, casus))
    for verstrekking in nog:
        bericht = verstrekken.meld_voortgang(verstrekking, code=afloop, tekst=toelichting, door=door, over=over)
        merk_antwoord(verstrekking, door=door, sinds=bericht.op)
    journaal.noteer(door.spoor(), "casus.afloop", casus.dossier_id, inhoud={"afloop": str(afloop)})
    return casus


def keur_toelichting(casus: Casus, toelichting: str) -> None:
    """Raise OngeldigeInvoerError for a note that is too long or names somebody of the casus or of its packets."""
    if len(toelichting) > MAX_TOELICHTING:
        raise OngeldigeInvoerError({"toelichting": [f"Gebruik hoogstens {MAX_TOELICHTING} tekens."]})
    if toelichting.strip() and noemt_iemand(toelichting, [velden for _naam, velden in bekenden(casus)]):
        raise OngeldigeInvoerError({"toelichting": [NOEMT]})
