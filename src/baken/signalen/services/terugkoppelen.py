"""Terugkoppeling: the reporter hears within the promised term, in bounded texts that reveal nothing."""

from __future__ import annotations

from datetime import date

from baken.dossiers.context import handeling
from baken.kern import journaal, klok
from baken.kern.fouten import OngeldigeInvoerError
from baken.organisaties.besluit import Wie
from baken.signalen.models import Signaal, Terugkoppeling
from baken.signalen.rules.terugkoppeling import Bericht, tekst
from baken.signalen.services.behandelen import haal_met_slot

# A text that only says "later" or asks something does not keep the promise.
INHOUDELIJK = frozenset(
    {
        Bericht.ADVIES_GEGEVEN,
        Bericht.GEEN_VERVOLG,
        Bericht.NADER_BEKIJKEN,
        Bericht.DOORGELEID,
        Bericht.AFGEROND,
    }
)
KEUZES = (*(b for b in Bericht if b in INHOUDELIJK), Bericht.LATER)


@handeling("signalen.terugkoppelen")
def koppel_terug(*, signaal_id: int, bericht: Bericht, door: Wie, datum: date | None = None) -> Terugkoppeling:
    """Tell the reporter one of the bounded texts. "Later" moves the promised date.

    Raises OngeldigeInvoerError for another text, or a date that is not in the future.
    """
    signaal = haal_met_slot(door, signaal_id, "signalen.terugkoppelen")
    if bericht not in KEUZES:
        raise OngeldigeInvoerError({"bericht": ["Kies een van de vaste teksten."]})
    if bericht == Bericht.LATER and (datum is None or datum <= door.vandaag):
        raise OngeldigeInvoerError({"datum": ["Kies een dag in de toekomst waarop de melder iets hoort."]})
    nu = klok.nu()
    terugkoppeling = Terugkoppeling.objects.create(
        signaal=signaal,
        tekst=str(bericht),
        op=nu,
        op_tijd=door.vandaag <= (signaal.eerst_beloofd_voor or signaal.terugkoppelen_voor),
        datum=datum if bericht == Bericht.LATER else None,
        door_id=door.medewerker_id,
    )
    velden = []
    if bericht == Bericht.LATER and datum is not None:
        signaal.eerst_beloofd_voor = signaal.eerst_beloofd_voor or signaal.terugkoppelen_voor
        signaal.terugkoppelen_voor = datum
        velden += ["terugkoppelen_voor", "eerst_beloofd_voor"]
    elif signaal.teruggekoppeld_op is None:
        signaal.teruggekoppeld_op = nu
        velden.append("teruggekoppeld_op")
    if velden:
        signaal.save(update_fields=velden)
    journaal.noteer(door.spoor(), "signaal.teruggekoppeld", signaal.dossier_id, inhoud={"tekst": str(bericht)})
    return terugkoppeling


def tekst_van(terugkoppeling: Terugkoppeling, signaal: Signaal) -> str:
    """Return the bounded text as the reporter reads it, with the day that was named then."""
    bericht = Bericht(terugkoppeling.tekst)
    if bericht == Bericht.LATER:
        return tekst(bericht, datum=terugkoppeling.datum or signaal.terugkoppelen_voor)
    return tekst(bericht)
