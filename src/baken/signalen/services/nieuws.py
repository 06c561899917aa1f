"""What came in from the reporter or a receiver and was not read yet: it stands out on the work list until it is.

The mark stands on the signaal itself (behandelen.merk_nieuws), so that the work list needs no other table and does not
grow with the history. Who reads hands back the number that the page was made with; when something came in meanwhile
the mark stays.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from baken.dossiers.context import handeling, organisatiecontext
from baken.dossiers.models import Verstrekking
from baken.kern import journaal, klok
from baken.organisaties.besluit import Wie
from baken.signalen.models import Bericht, Signaal
from baken.signalen.services.behandelen import haal_met_slot, merk_nieuws
from baken.signalen.tasks import bericht_nieuw_signaal


def merk_antwoord(verstrekking: Verstrekking, *, door: Wie, mail: bool = True, sinds: datetime | None = None) -> None:
    """Mark that a receiver answered, and tell the sender by mail that something is new.

    sinds: the moment of the answer, default that of the decision on the packet. What the sender typed in itself (a
    receiver outside Baken) is no news to the sender.
    """
    if door.organisatie_id == verstrekking.afzender_id:
        return
    with organisatiecontext(verstrekking.afzender_id):
        signaal_id = Signaal.objects.filter(dossier_id=verstrekking.dossier_id).values_list("pk", flat=True).first()
        if signaal_id is None:
            return
        merk_nieuws(signaal_id, sinds or verstrekking.besloten_op)
        if mail:
            bericht_nieuw_signaal.enqueue(verstrekking.afzender_id)


@handeling("signalen.berichten_lezen")
def lees_nieuws(*, signaal_id: int, nummer: int, berichten: Collection[UUID], door: Wie) -> None:
    """Record that the new messages and answers of a dossier were read: those of the page with this number.

    berichten: the unread messages of the reporter that the page showed. Raises NietGevondenError,
    NietToegestaanError (a broken glass reads, but takes nothing off the list of others).
    """
    signaal = haal_met_slot(door, signaal_id, "signalen.berichten_lezen")
    Bericht.objects.filter(signaal=signaal, pk__in=berichten, van_melder=True, gelezen_op=None).update(
        gelezen_op=klok.nu()
    )
    Signaal.objects.filter(pk=signaal.pk, nieuws_nummer=nummer).update(nieuws_sinds=None)
    journaal.noteer(door.spoor(), "signaal.berichten_gelezen", signaal.dossier_id)
