"""The waiting list: who waits for which kind of shelter, and since when."""

from __future__ import annotations

from baken.dossiers.context import handeling
from baken.kern import journaal, klok
from baken.kern.fouten import NietGevondenError, OngeldigeInvoerError
from baken.organisaties.besluit import Wie
from baken.referentie import selectors as referentie
from baken.zorg.models import Wachtplek
from baken.zorg.rules.opvang import Opvangsoort
from baken.zorg.services.plaatsen import haal_traject
from baken.zorg.verloop_opvang import Wachtstatus


@handeling("opvang.plaatsen")
def zet_op_wachtlijst(*, traject_id: int, soort: Opvangsoort, urgentie: str, door: Wie) -> Wachtplek:
    """Let a client wait for a kind of shelter.

    Raises OngeldigeInvoerError (waits already, unknown urgency), NietGevondenError, NietToegestaanError,
    OvergangNietToegestaanError.
    """
    traject = haal_traject(door, traject_id, "opvang.plaatsen")
    if urgentie not in {f.code for f in referentie.feiten("urgentie")}:
        raise OngeldigeInvoerError({"urgentie": ["Kies hoe dringend het is."]})
    if traject.wachtplekken.filter(soort=soort, status=Wachtstatus.WACHT).exists():
        raise OngeldigeInvoerError({"soort": ["De cliënt staat hiervoor al op de wachtlijst."]})
    wacht = Wachtplek.objects.create(traject=traject, soort=soort, sinds=klok.vandaag(), urgentie=urgentie)
    inhoud = {"soort": str(soort), "urgentie": urgentie}
    journaal.noteer(door.spoor(), "wachtlijst.erbij", traject.dossier_id, inhoud=inhoud)
    return wacht


@handeling("opvang.vrijgeven")
def haal_van_wachtlijst(*, wachtplek_id: int, door: Wie) -> Wachtplek:
    """Take a client off the list. Raises NietGevondenError, NietToegestaanError, OvergangNietToegestaanError."""
    bij = Wachtplek.objects.filter(pk=wachtplek_id).values_list("traject_id", flat=True).first()
    if bij is None:
        raise NietGevondenError
    traject = haal_traject(door, bij, "opvang.vrijgeven")
    wacht = Wachtplek.objects.select_for_update().get(pk=wachtplek_id)
    wacht.zet(Wachtstatus.VERVALLEN)
    wacht.afgedaan_op = klok.vandaag()
    wacht.save(update_fields=["status", "afgedaan_op"])
    journaal.noteer(door.spoor(), "wachtlijst.eraf", traject.dossier_id, inhoud={"soort": wacht.soort})
    return wacht
