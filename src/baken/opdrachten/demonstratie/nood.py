"""Two times that somebody broke the glass in the demonstration: one that the FG judged, one that waits for the FG."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from baken.dossiers.models import Noodtoegang
from baken.dossiers.noodtoegang import beeindig, beoordeel
from baken.dossiers.verloop import Noodoordeel
from baken.kern import klok
from baken.organisaties.besluit import Wie
from baken.organisaties.models import Medewerker
from baken.organisaties.selectors import wie
from baken.signalen.models import Signaal
from baken.signalen.selectors import dossierblad
from baken.signalen.services import behandelen
from baken.signalen.services.noodtoegang import open_in_nood

SINDS = timedelta(days=14)  # a dossier that long known has a behandelaar, and everything here lies after that
EERDER, GISTEREN = timedelta(days=9), timedelta(days=1)
LEZEN, KLAAR, OORDEEL = timedelta(minutes=4), timedelta(minutes=25), timedelta(days=1)
EERSTE_REDEN = "De politie belt: er is nu gevaar, en van het team neemt niemand op (verzonnen)."
TWEEDE_REDEN = "Een ontvanger vraagt met spoed om een telefoonnummer; het team is vrij (verzonnen)."
OPMERKING = "Terecht: het team was niet bereikbaar en het ging om gevaar (verzonnen)."


def speel_noodtoegang() -> int:
    """Shield two dossiers of the first gemeente and break their glass, inside the caller's transaction.

    Whoever handles a dossier shields it; the colleague breaks the glass. Returns how often: 0, 1 or 2.
    """
    noor, sem, fg = (_speler(naam) for naam in ("demo-aandacht", "demo-vervanger", "demo-fg"))
    collega = {noor.medewerker_id: (noor, sem), sem.medewerker_id: (sem, noor)}
    gekozen = sorted(_bekende_dossiers(noor), key=lambda s: s.behandelaar_id != noor.medewerker_id)[:2]
    for keer, signaal in enumerate(gekozen):
        team, lezer = collega[signaal.behandelaar_id or 0]
        begin = klok.nu() - (GISTEREN if keer else EERDER)
        with klok.zet_stil(begin - timedelta(hours=1)):
            behandelen.scherm_af(signaal_id=signaal.pk, afgeschermd=True, door=_nu(team))
        with klok.zet_stil(begin):
            open_in_nood(nummer=signaal.nummer, reden=TWEEDE_REDEN if keer else EERSTE_REDEN, door=_nu(lezer))
        with klok.zet_stil(begin + LEZEN):
            dossierblad(_nu(lezer), signaal.pk, onthul=True)
        if not keer:
            _rond_af(signaal, lezer, fg)
    return len(gekozen)


def _bekende_dossiers(door: Wie) -> list[Signaal]:
    rijen = Signaal.objects.filter(
        organisatie_id=door.organisatie_id, behandelaar__isnull=False, ontvangen_op__lt=klok.nu() - SINDS
    )
    return list(rijen.order_by("-ontvangen_op", "pk"))


def _rond_af(signaal: Signaal, lezer: Wie, fg: Wie) -> None:
    """Let the reader stop, and the FG judge the day after."""
    noodtoegang = Noodtoegang.objects.get(dossier_id=signaal.dossier_id)
    with klok.zet_stil(noodtoegang.begonnen_op + KLAAR):
        beeindig(noodtoegang_id=noodtoegang.pk, door=_nu(lezer))
    with klok.zet_stil(noodtoegang.begonnen_op + OORDEEL):
        beoordeel(noodtoegang_id=noodtoegang.pk, oordeel=Noodoordeel.TERECHT, opmerking=OPMERKING, door=_nu(fg))


def _speler(naam: str) -> Wie:
    return wie(Medewerker.objects.get(username=naam), tweede_factor=True)


def _nu(speler: Wie) -> Wie:
    """Return the person as of the day that the clock shows."""
    return replace(speler, vandaag=klok.vandaag())
