"""Terugkoppeling: the reporter hears within the promised term, in bounded texts that reveal nothing."""

from __future__ import annotations

from datetime import date

from baken.dossiers.context import handeling
from baken.kern import journaal, klok
from baken.kern.fouten import OngeldigeInvoerError
from baken.organisaties.besluit import Wie
from baken.signalen.models import Signaal, Terugkoppeling
from baken.signalen.ontvangerstanden import zaak
from baken.signalen.rules.terugkoppeling import UITSTEL_WERKDAGEN, Bericht, tekst, waarom_niet
from baken.signalen.services.behandelen import haal_met_slot
from baken.signalen.services.overnemen import vertel_afzenders

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


def laatste_dag(vandaag: date) -> date:
    """Return the last day that a "later" of today may name."""
    return klok.werkdagen_erbij(vandaag, UITSTEL_WERKDAGEN)


def _eis_dag(datum: date | None, vandaag: date) -> None:
    """Raise OngeldigeInvoerError for a day that is not in the future, or so far that it promises nothing."""
    laatste = laatste_dag(vandaag)
    if datum is None or datum <= vandaag:
        raise OngeldigeInvoerError({"datum": ["Kies een dag in de toekomst waarop de melder iets hoort."]})
    if datum > laatste:
        dag = f"{laatste.day}-{laatste.month}-{laatste.year}"
        raise OngeldigeInvoerError(
            {"datum": [f"Kies een dag die hoogstens {UITSTEL_WERKDAGEN} werkdagen weg is: uiterlijk {dag}."]}
        )


@handeling("signalen.terugkoppelen")
def koppel_terug(*, signaal_id: int, bericht: Bericht, door: Wie, datum: date | None = None) -> Terugkoppeling:
    """Tell the reporter one of the bounded texts, one that is true now. "Later" moves the promised date.

    Raises OngeldigeInvoerError for another text, one that does not follow from what happened or came already, or a
    date that is not in the future or further than UITSTEL_WERKDAGEN working days.
    """
    signaal = haal_met_slot(door, signaal_id, "signalen.terugkoppelen")
    if bericht not in KEUZES:
        raise OngeldigeInvoerError({"bericht": ["Kies een van de vaste teksten."]})
    if reden := waarom_niet(zaak(signaal), bericht):
        raise OngeldigeInvoerError({"bericht": [reden]})
    if bericht == Bericht.LATER:
        _eis_dag(datum, door.vandaag)
    vertel_afzenders(signaal, bericht, door=door, datum=datum if bericht == Bericht.LATER else None)
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
