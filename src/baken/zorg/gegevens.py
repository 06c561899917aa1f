"""What the services of zorg are handed: plain values, checked by the service that takes them."""

from __future__ import annotations

from dataclasses import dataclass

from baken.dossiers.services import NieuweBetrokkene
from baken.zorg.soorten import Doelgroep


@dataclass(frozen=True)
class Aanmelding:
    """Somebody who needs help. `client.deel` is the doelgroep; what was said is sealed in the traject.

    casus_id: the own casus that this person comes from, or None. toestemming: what the client answered, and hoe it was
    given; it becomes a Toestemming for zorg. Empty: then waarom_zonder says why it starts without. door_wie: who
    gave it when that is not the client alone; asked of a minor.
    """

    doelgroep: Doelgroep
    client: NieuweBetrokkene
    toelichting: str
    aanmelder: str = ""
    vormen: tuple[str, ...] = ()
    casus_id: int | None = None
    toestemming: str = ""
    hoe: str = ""
    door_wie: str = ""
    waarom_zonder: str = ""
