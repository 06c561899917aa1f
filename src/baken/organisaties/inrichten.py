"""The first people of an organisation: the only roles that no colleague gave; who runs the machine makes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from baken.kern import journaal, klok
from baken.kern.fouten import OngeldigeInvoerError
from baken.kern.journaal import Spoor
from baken.organisaties.models import Aanstelling, Medewerker, Organisatie
from baken.organisaties.rollen import Rol


@dataclass(frozen=True)
class Persoon:
    """Somebody who gets an account: user name, name, work mail address."""

    username: str
    naam: str
    email: str


@transaction.atomic
def maak_eerste_beheerders(organisatie: Organisatie, mensen: Sequence[Persoon]) -> list[Medewerker]:
    """Make the first two beheerders of an organisation; from then on they confirm each other's roles.

    Two, because every role with access to dossiers asks a second person. Raises OngeldigeInvoerError when there are
    beheerders already, when it is not two different people, or when a user name is taken.
    """
    if Aanstelling.objects.filter(medewerker__organisatie=organisatie, rol=Rol.BEHEERDER).exists():
        raise OngeldigeInvoerError({"": [f"{organisatie.naam} heeft al een beheerder. Die geeft de volgende rollen."]})
    namen = {p.username.lower() for p in mensen}
    if len(mensen) != 2 or len(namen) != 2 or len({p.email.lower() for p in mensen}) != 2:
        raise OngeldigeInvoerError({"": ["Noem twee verschillende mensen: een tweede persoon bevestigt elke rol."]})
    if any(Medewerker.objects.filter(username__iexact=naam).exists() for naam in namen):
        raise OngeldigeInvoerError({"": ["Een van deze gebruikersnamen is al in gebruik. Kies een andere."]})
    gemaakt = []
    for persoon in mensen:
        medewerker = Medewerker.objects.maak(
            username=persoon.username, naam=persoon.naam, organisatie=organisatie, email=persoon.email
        )
        Aanstelling.objects.create(medewerker=medewerker, rol=Rol.BEHEERDER, geldig_van=klok.vandaag())
        spoor = Spoor(actor_id=None, rol="inrichting", organisatie_id=organisatie.pk)
        journaal.noteer(spoor, "aanstelling.eerste_beheerder", inhoud={"medewerker": medewerker.pk})
        gemaakt.append(medewerker)
    return gemaakt
