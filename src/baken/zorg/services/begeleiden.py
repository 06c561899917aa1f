"""What a coordinator records on the way: safety, contacts and evaluations. Each is written once; a new one follows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from baken.dossiers.context import handeling
from baken.kern import journaal
from baken.organisaties.besluit import Wie
from baken.zorg.models import Trajectstuk
from baken.zorg.services.basis import (
    eis_geen_fouten,
    haal_met_slot,
    keur_dag,
    keur_tekst,
    keur_volgende,
    schrijf_stuk,
)
from baken.zorg.soorten import Antwoord, Contactwijze, Stuksoort

NIET_VAN_TOEPASSING = "nvt"


@dataclass(frozen=True)
class Veiligheid:
    """A safety assessment: three questions of our own (no source gives a list), and what was agreed."""

    gevaar_nu: str
    vindbaar: str  # whether who threatens knows where the client is
    kinderen_veilig: str
    afspraken: str
    volgende_op: date | None = None


@dataclass(frozen=True)
class Contact:
    """A talk with or about the client."""

    dag: date
    wijze: str
    tekst: str
    volgende_op: date | None = None


@dataclass(frozen=True)
class Evaluatie:
    """How the plan works: what goes well, what changes, and whether the client was there (ja or nee)."""

    dag: date
    goed: str
    anders: str
    met_client: str
    volgende_op: date | None = None


@handeling("trajecten.begeleiden")
def leg_veiligheid_vast(*, traject_id: int, veiligheid: Veiligheid, door: Wie) -> Trajectstuk:
    """Record a safety assessment. Danger now, or not known, asks what was agreed.

    Raises OngeldigeInvoerError, NietGevondenError, NietToegestaanError, OvergangNietToegestaanError.
    """
    traject = haal_met_slot(door, traject_id, "trajecten.begeleiden")
    fouten: dict[str, list[str]] = {}
    for veld in ("gevaar_nu", "vindbaar", "kinderen_veilig"):
        mag = {*Antwoord.values, NIET_VAN_TOEPASSING} if veld == "kinderen_veilig" else set(Antwoord.values)
        if getattr(veiligheid, veld) not in mag:
            fouten[veld] = ["Kies een van de mogelijkheden."]
    onveilig = veiligheid.gevaar_nu != Antwoord.NEE
    afspraken = keur_tekst(
        fouten,
        "afspraken",
        veiligheid.afspraken,
        zin="Schrijf op wat u afsprak: wie doet wat als het misgaat?",
        verplicht=onveilig,
    )
    keur_volgende(fouten, "volgende_op", veiligheid.volgende_op)
    if onveilig and veiligheid.volgende_op is None:
        fouten["volgende_op"] = ["Is er gevaar, of weet u het niet? Kies dan wanneer u het opnieuw bekijkt."]
    eis_geen_fouten(fouten)
    inhoud = {
        "gevaar_nu": veiligheid.gevaar_nu,
        "vindbaar": veiligheid.vindbaar,
        "kinderen_veilig": veiligheid.kinderen_veilig,
        "afspraken": afspraken,
    }
    stuk = schrijf_stuk(traject, Stuksoort.VEILIGHEID, inhoud, door=door, volgende_op=veiligheid.volgende_op)
    journaal.noteer(door.spoor(), "traject.veiligheid", traject.dossier_id, inhoud={"stuk": str(stuk.pk)})
    return stuk


@handeling("trajecten.begeleiden")
def leg_contact_vast(*, traject_id: int, contact: Contact, door: Wie) -> Trajectstuk:
    """Record a contact, and when the next one is due.

    Raises OngeldigeInvoerError, NietGevondenError, NietToegestaanError, OvergangNietToegestaanError.
    """
    traject = haal_met_slot(door, traject_id, "trajecten.begeleiden")
    fouten: dict[str, list[str]] = {}
    if contact.wijze not in Contactwijze.values:
        fouten["wijze"] = ["Kies hoe het contact was."]
    tekst = keur_tekst(fouten, "tekst", contact.tekst, zin="Schrijf kort op waar het contact over ging.")
    keur_dag(fouten, "dag", contact.dag, traject)
    keur_volgende(fouten, "volgende_op", contact.volgende_op)
    eis_geen_fouten(fouten)
    inhoud = {"wijze": contact.wijze, "tekst": tekst}
    stuk = schrijf_stuk(traject, Stuksoort.CONTACT, inhoud, door=door, dag=contact.dag, volgende_op=contact.volgende_op)
    journaal.noteer(door.spoor(), "traject.contact", traject.dossier_id, inhoud={"stuk": str(stuk.pk)})
    return stuk


@handeling("trajecten.begeleiden")
def evalueer(*, traject_id: int, evaluatie: Evaluatie, door: Wie) -> Trajectstuk:
    """Record how the plan works.

    Raises OngeldigeInvoerError, NietGevondenError, NietToegestaanError, OvergangNietToegestaanError.
    """
    traject = haal_met_slot(door, traject_id, "trajecten.begeleiden")
    fouten: dict[str, list[str]] = {}
    zin = "Schrijf op wat er anders moet, of dat niets anders hoeft."
    inhoud = {
        "goed": keur_tekst(fouten, "goed", evaluatie.goed, zin="Schrijf op wat er goed gaat."),
        "anders": keur_tekst(fouten, "anders", evaluatie.anders, zin=zin),
        "met_client": evaluatie.met_client,
    }
    if evaluatie.met_client not in {Antwoord.JA, Antwoord.NEE}:
        fouten["met_client"] = ["Kies of de cliënt erbij was."]
    keur_dag(fouten, "dag", evaluatie.dag, traject)
    keur_volgende(fouten, "volgende_op", evaluatie.volgende_op)
    eis_geen_fouten(fouten)
    stuk = schrijf_stuk(
        traject, Stuksoort.EVALUATIE, inhoud, door=door, dag=evaluatie.dag, volgende_op=evaluatie.volgende_op
    )
    journaal.noteer(door.spoor(), "traject.evaluatie", traject.dossier_id, inhoud={"stuk": str(stuk.pk)})
    return stuk
