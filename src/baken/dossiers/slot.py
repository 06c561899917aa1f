"""One order of locks for whoever gives something from a dossier or ends that, so that no two wait for each other.

First the dossier, then its verstrekkingen, then its toestemmingen. A casus or traject comes before its dossier, a
signaal after all of these.
"""

from __future__ import annotations

import uuid

from baken.dossiers.models import Dossier, Verstrekking


def zet_op_dossier(dossier_id: uuid.UUID | None) -> None:
    """Hold a dossier until the end of the transaction: what is given from it changes by one person at a time.

    Not against a row that refers to it: who accepts holds its own verstrekking and then writes a toegang. None holds
    nothing: the caller refuses what is not there by itself.
    """
    if dossier_id is not None:
        Dossier.objects.select_for_update(no_key=True).filter(pk=dossier_id).values_list("pk").first()


def zet_op_gegeven(verstrekking_id: uuid.UUID, afzender_id: int) -> None:
    """Hold the dossier of what an organisation gave. Nothing of what it received: that dossier is not there for it."""
    gegeven = Verstrekking.objects.filter(pk=verstrekking_id, afzender_id=afzender_id)
    zet_op_dossier(gegeven.values_list("dossier_id", flat=True).first())
