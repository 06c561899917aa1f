"""Retention of signalen: from the last act on a closed signaal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import F
from django.db.models.functions import Coalesce

from baken.dossiers.bewaartermijn import EIGEN_KEUZE, GRONDSLAG
from baken.dossiers.slot import zet_op_dossier
from baken.dossiers.vernietigen import vernietig_inhoud
from baken.kern import klok
from baken.kern.bewaartermijnen import Kandidaat, Standaardtermijn, registreer
from baken.kern.models import Begin, Bewaarregel
from baken.signalen.models import Bericht, Ontvangstcode, Signaal
from baken.signalen.verloop import Status


def _vind(regel: Bewaarregel, tot: date) -> Iterator[Kandidaat]:
    gesloten = Signaal.objects.filter(
        status__in=[Status.GESLOTEN, Status.INGETROKKEN], dossier__verpakte_sleutel__isnull=False
    ).annotate(einde=Coalesce(F("teruggekoppeld_op"), F("beoordeeld_op"), F("ontvangen_op")))
    rijen = gesloten.values_list("pk", "organisatie_id", "einde", "dossier_id", "dossier__vastgehouden")
    for pk, organisatie_id, einde, dossier_id, vastgehouden in rijen.iterator():
        vervalt_op = klok.maanden_erbij(einde.astimezone(klok.TIJDZONE).date(), regel.termijn_maanden)
        if vervalt_op <= tot:
            yield Kandidaat(str(pk), organisatie_id, vervalt_op, dossier_id, vastgehouden)


def _vernietig(kandidaat: Kandidaat) -> int:
    """Destroy the content; rows with status, dates, form and sector stay for counts and point at nobody: no staff."""
    zet_op_dossier(kandidaat.dossier_id)  # before the signaal, as whoever takes a packet back does
    signaal = Signaal.objects.select_for_update(of=("self",)).get(pk=int(kandidaat.object_id))
    rijen = vernietig_inhoud(signaal.dossier_id, grondslag=GRONDSLAG)
    rijen += Bericht.objects.filter(signaal=signaal).delete()[0]
    rijen += Ontvangstcode.objects.filter(dossier_id=signaal.dossier_id).delete()[0]
    signaal.beoordelingen.update(reden=None, door=None)
    for handelingen in (signaal.doorgeleidingen, signaal.overnames, signaal.terugkoppelingen):
        handelingen.update(door=None)
    signaal.inhoud = signaal.risico = signaal.melder = signaal.behandelaar = None
    signaal.inzending_hash = b""  # sent in again, it is refused: nothing is left to compare it with
    signaal.save(update_fields=["inhoud", "risico", "melder", "behandelaar", "inzending_hash"])
    return rijen


def meld_aan() -> None:
    """Register the models of signalen."""
    registreer(
        "signalen.Signaal",
        categorie="signaal",
        grondslag=GRONDSLAG,
        vernietig=_vernietig,
        vind=_vind,
        standaard=Standaardtermijn(24, Begin.LAATSTE_HANDELING, EIGEN_KEUZE),
    )
    for naam in (
        "Signaalvorm",
        "Signaalindicator",
        "Ontvangstcode",
        "Bericht",
        "Beoordeling",
        "Doorgeleiding",
        "Doorgeleidingsdeel",
        "Overname",
        "Terugkoppeling",
    ):
        registreer(f"signalen.{naam}", categorie="signaal", grondslag=GRONDSLAG, vernietig=None)


meld_aan()
