"""Retention of dossiers and packets. Periods are our own choice without a source: unconfirmed until the FG says so."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date

from django.db.models import F
from django.db.models.functions import Coalesce

from baken.dossiers.models import Avgverzoek, Noodtoegang, Verstrekking
from baken.dossiers.soorten import Verstrekkingssoort
from baken.dossiers.verloop import Verstrekkingsstatus
from baken.dossiers.vernietigen import is_vastgehouden, vernietig_pakket
from baken.kern import klok
from baken.kern.bewaartermijnen import Kandidaat, Standaardtermijn, registreer
from baken.kern.models import Begin, Bewaarregel

GRONDSLAG = "AVG art. 6 lid 1 e: publieke taak in de aanpak van mensenhandel (bron 001, bron 004)"
GRONDSLAG_TOEZICHT = "AVG art. 5 lid 2 en art. 32: verantwoorden en controleren wie persoonsgegevens zag"
GRONDSLAG_VERZOEK = "AVG art. 6 lid 1 c en art. 12 tot en met 18: verzoeken van betrokkenen beantwoorden"
EIGEN_KEUZE = "Eigen keuze van Baken; geen bron. Nog te bevestigen door FG en archivaris."
_KLAAR = (
    Verstrekkingsstatus.AFGEROND,
    Verstrekkingsstatus.AFGEWEZEN,
    Verstrekkingsstatus.INGETROKKEN,
    Verstrekkingsstatus.BEEINDIGD,
)


def _vind_pakketten(regel: Bewaarregel, tot: date) -> Iterator[Kandidaat]:
    klaar = Verstrekking.objects.filter(status__in=_KLAAR, pakket_sleutel__isnull=False).annotate(
        einde=Coalesce(F("beeindigd_op"), F("afgerond_op"), F("besloten_op"), F("klaargezet_op"))
    )
    rijen = klaar.values_list("pk", "ontvanger_id", "einde", "dossier_id", "afzender_id")
    for pk, ontvanger_id, einde, dossier_id, afzender_id in rijen.iterator():
        vervalt_op = klok.maanden_erbij(einde.astimezone(klok.TIJDZONE).date(), regel.termijn_maanden)
        if vervalt_op <= tot:
            yield Kandidaat(str(pk), ontvanger_id, vervalt_op, None, is_vastgehouden(dossier_id, afzender_id))
    yield from _vind_deelbesluiten(regel, tot)


def _vind_deelbesluiten(regel: Bewaarregel, tot: date) -> Iterator[Kandidaat]:
    """Nobody says that work on a deelbesluit is done: its own end or its last day starts the clock."""
    lopend = Verstrekking.objects.filter(
        soort=Verstrekkingssoort.DEELBESLUIT, pakket_sleutel__isnull=False, geldig_tot__isnull=False
    ).exclude(status__in=_KLAAR)
    rijen = lopend.values_list("pk", "ontvanger_id", "beeindigd_op", "geldig_tot", "dossier_id", "afzender_id")
    for pk, ontvanger_id, beeindigd_op, geldig_tot, dossier_id, afzender_id in rijen.iterator():
        einde = beeindigd_op.astimezone(klok.TIJDZONE).date() if beeindigd_op else geldig_tot
        assert einde is not None  # the filter above
        vervalt_op = klok.maanden_erbij(einde, regel.termijn_maanden)
        if vervalt_op <= tot:
            yield Kandidaat(str(pk), ontvanger_id, vervalt_op, None, is_vastgehouden(dossier_id, afzender_id))


def _vernietig(kandidaat: Kandidaat) -> int:
    return vernietig_pakket(uuid.UUID(kandidaat.object_id))


def _vind_noodtoegang(regel: Bewaarregel, tot: date) -> Iterator[Kandidaat]:
    """What was judged, from that day on; what waits for the FG stays."""
    rijen = Noodtoegang.objects.filter(beoordeeld_op__isnull=False).values_list(
        "pk", "organisatie_id", "beoordeeld_op", "dossier_id", "dossier__vastgehouden"
    )
    for pk, organisatie_id, beoordeeld_op, dossier_id, vastgehouden in rijen.iterator():
        assert beoordeeld_op is not None  # the filter above
        vervalt_op = klok.maanden_erbij(beoordeeld_op.astimezone(klok.TIJDZONE).date(), regel.termijn_maanden)
        if vervalt_op <= tot:
            yield Kandidaat(str(pk), organisatie_id, vervalt_op, dossier_id, vastgehouden)


def _wis_noodtoegang(kandidaat: Kandidaat) -> int:
    return Noodtoegang.objects.filter(pk=uuid.UUID(kandidaat.object_id)).delete()[0]


def _vind_verzoeken(regel: Bewaarregel, tot: date) -> Iterator[Kandidaat]:
    """What was answered or taken back, from that day on; what waits for an answer stays."""
    rijen = Avgverzoek.objects.filter(afgedaan_op__isnull=False).values_list("pk", "organisatie_id", "afgedaan_op")
    for pk, organisatie_id, afgedaan_op in rijen.iterator():
        assert afgedaan_op is not None  # the filter above
        vervalt_op = klok.maanden_erbij(afgedaan_op.astimezone(klok.TIJDZONE).date(), regel.termijn_maanden)
        if vervalt_op <= tot:
            yield Kandidaat(str(pk), organisatie_id, vervalt_op)


def _wis_verzoek(kandidaat: Kandidaat) -> int:
    return Avgverzoek.objects.filter(pk=uuid.UUID(kandidaat.object_id)).delete()[0]


def meld_aan() -> None:
    """Register the models of dossiers; a dossier itself goes with the signaal or casus it is the file of."""
    for naam in (
        "Dossier",
        "Dossiertoegang",
        "Dossierlid",
        "Betrokkene",
        "Locatie",
        "Zoekindex",
        "Avgcorrectie",
        "Toestemming",
    ):
        registreer(f"dossiers.{naam}", categorie="signaal", grondslag=GRONDSLAG, vernietig=None)
    registreer(
        "dossiers.Verstrekking",
        categorie="verstrekking",
        grondslag=GRONDSLAG,
        vernietig=_vernietig,
        vind=_vind_pakketten,
        standaard=Standaardtermijn(60, Begin.SLUITING, EIGEN_KEUZE),
    )
    registreer(
        "dossiers.Noodtoegang",
        categorie="noodtoegang",
        grondslag=GRONDSLAG_TOEZICHT,
        vernietig=_wis_noodtoegang,
        vind=_vind_noodtoegang,
        standaard=Standaardtermijn(24, Begin.LAATSTE_HANDELING, EIGEN_KEUZE),
    )
    registreer(
        "dossiers.Avgverzoek",
        categorie="verzoek",
        grondslag=GRONDSLAG_VERZOEK,
        vernietig=_wis_verzoek,
        vind=_vind_verzoeken,
        standaard=Standaardtermijn(24, Begin.LAATSTE_HANDELING, EIGEN_KEUZE),
    )
    registreer("dossiers.Avgbesluit", categorie="verzoek", grondslag=GRONDSLAG_VERZOEK, vernietig=None)
    registreer("dossiers.Noodmisser", categorie="noodtoegang", grondslag=GRONDSLAG_TOEZICHT, vernietig=None)
    registreer("dossiers.Verstrekkingsbericht", categorie="verstrekking", grondslag=GRONDSLAG, vernietig=None)


meld_aan()
