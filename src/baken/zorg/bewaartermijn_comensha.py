"""Retention of what went to CoMensha: the clock starts at the confirmation, or at handing over when none came.

What was never handed over goes with its traject. The row stays, to count: kind, year, state and days; a help request
counts for no figures and goes with its traject. The packet that the file was made of holds the same words under a key
of its own: it goes with the record.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from datetime import date

from django.db.models.functions import Coalesce

from baken.dossiers.bewaartermijn import EIGEN_KEUZE, GRONDSLAG
from baken.dossiers.models import Verstrekking
from baken.dossiers.soorten import Verstrekkingssoort
from baken.dossiers.vernietigen import vernietig_pakket
from baken.kern import klok
from baken.kern.bewaartermijnen import Kandidaat, Standaardtermijn, Vinder, registreer
from baken.kern.fouten import VastgehoudenError
from baken.kern.models import Begin, Bewaarregel
from baken.zorg.models import Hulpvraag, Registratie, Registratiesleutel, Traject

Model = type[Registratie] | type[Hulpvraag]


def _vinder(model: Model) -> Vinder:
    def vind(regel: Bewaarregel, tot: date) -> Iterator[Kandidaat]:
        weg = model._default_manager.filter(inhoud__isnull=False, verzonden_op__isnull=False)
        rijen = weg.annotate(einde=Coalesce("bevestigd_op", "verzonden_op")).values_list(
            "pk", "organisatie_id", "einde", "traject__dossier_id", "traject__dossier__vastgehouden"
        )
        for pk, organisatie_id, einde, dossier_id, vastgehouden in rijen.iterator():
            vervalt_op = klok.maanden_erbij(einde, regel.termijn_maanden)
            if vervalt_op <= tot:
                yield Kandidaat(str(pk), organisatie_id, vervalt_op, dossier_id, vastgehouden)

    return vind


def _vernietiger(model: Model) -> Callable[[Kandidaat], int]:
    def vernietig(kandidaat: Kandidaat) -> int:
        rij = model._default_manager.select_for_update(of=("self",)).get(pk=uuid.UUID(kandidaat.object_id))
        if rij.traject.dossier.vastgehouden:
            raise VastgehoudenError
        return wis_aanlevering(rij)

    return vernietig


def wis_aanlevering(rij: Registratie | Hulpvraag) -> int:
    """Destroy words, blind index and packet of a locked record; the row stays, to count. Returns how many rows went."""
    rij.inhoud = rij.terugkoppeling = rij.gemaakt_door = None
    rij.save(update_fields=["inhoud", "terugkoppeling", "gemaakt_door"])
    rijen = 1 + (rij.sleutels.all().delete()[0] if isinstance(rij, Registratie) else 0)
    return rijen + (vernietig_pakket(rij.verstrekking_id) if rij.verstrekking_id else 0)


def vernietig_van(traject: Traject) -> int:
    """Destroy what goes with a traject, inside the caller's transaction. Returns how many rows went."""
    rijen: int = Registratiesleutel.objects.filter(registratie__traject=traject).delete()[0]
    rijen += Registratie.objects.filter(traject=traject).update(inhoud=None, terugkoppeling=None, gemaakt_door=None)
    rijen += Hulpvraag.objects.filter(traject=traject).delete()[0]
    pakketten = Verstrekking.objects.filter(
        dossier_id=traject.dossier_id, soort=Verstrekkingssoort.COMENSHA, pakket_sleutel__isnull=False
    )
    return rijen + sum(vernietig_pakket(pk) for pk in pakketten.values_list("pk", flat=True))


registreer(
    "zorg.Registratie",
    categorie="comensha",
    grondslag=GRONDSLAG,
    vernietig=_vernietiger(Registratie),
    vind=_vinder(Registratie),
    standaard=Standaardtermijn(24, Begin.LAATSTE_HANDELING, EIGEN_KEUZE),
)
registreer(
    "zorg.Hulpvraag",
    categorie="comensha",
    grondslag=GRONDSLAG,
    vernietig=_vernietiger(Hulpvraag),
    vind=_vinder(Hulpvraag),
)
registreer("zorg.Registratiesleutel", categorie="comensha", grondslag=GRONDSLAG, vernietig=None)
