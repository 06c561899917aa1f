"""Take a client in: the traject with its own dossier, number and first coordinator."""

from __future__ import annotations

import uuid

from django.db.models import Q

from baken.casussen.models import Casus
from baken.casussen.querysets import zichtbare_casussen
from baken.casussen.verloop import OPEN as CASUS_OPEN
from baken.dossiers import toestemmingrijen
from baken.dossiers.context import handeling
from baken.dossiers.leeftijd import band_van
from baken.dossiers.models import Dossiersoort, Zoekindex
from baken.dossiers.services import NieuweBetrokkene, eis, leg_inhoud_vast, open_dossier, voeg_lid_toe, zoekwaarden
from baken.dossiers.soorten import Toestemmingsdoel
from baken.dossiers.toestemmingen import NieuweToestemming
from baken.kern import journaal, klok, versleuteling
from baken.kern.fouten import NietGevondenError, OngeldigeInvoerError
from baken.organisaties.besluit import Onderwerp, Wie
from baken.referentie import selectors as referentie
from baken.signalen.models import Nummersoort
from baken.signalen.nummers import volgend_nummer
from baken.signalen.rules.besluit import MINIMUM_REDEN
from baken.zorg.gegevens import Aanmelding
from baken.zorg.inhoud import Profiel, sluit_profiel, sluit_stuk
from baken.zorg.models import Traject, Trajectstuk
from baken.zorg.querysets import zichtbare_trajecten
from baken.zorg.services.basis import werkt_hier
from baken.zorg.services.kanten import Verband, eis_andere_kant, onthoud_bronnen, scherm_af
from baken.zorg.soorten import Doelgroep, Stuksoort
from baken.zorg.verloop import GESLOTEN

MAX_TEKST = 5_000
_UNIEK = ("document", "naam_geboortedatum")  # a telephone is shared by many; these two are one person's


@handeling("trajecten.aanmelden")
def meld_aan(*, aanmelding: Aanmelding, door: Wie, uit_dossier: uuid.UUID | None = None) -> Traject:
    """Open a traject for one client; who takes the client in is the first coordinator.

    uit_dossier: the dossier of another organisation that shared the client. The traject of an offender is shielded at
    once, and those of the victims of the same casus or dossier with it. Raises OngeldigeInvoerError (a person who has
    an open traject here already, an unknown vorm, nothing said), NietGevondenError (a casus that is not theirs),
    NietToegestaanError (also for who helps the other side).
    """
    eis(door, "trajecten.aanmelden", Onderwerp(soort="traject"))
    # The number locks the series of the organisation: of two who take in at once, the second sees what the first did.
    nummer = volgend_nummer(door.organisatie_id, Nummersoort.TRAJECT, klok.vandaag())
    _keur(aanmelding, door)
    casus = _casus(aanmelding.casus_id, door)
    nu = klok.nu()
    verband = Verband(casus, frozenset() if uit_dossier is None else frozenset({uit_dossier}))
    eis_andere_kant(verband, aanmelding.doelgroep, door.medewerker_id)
    dossier, sleutel = open_dossier(Dossiersoort.TRAJECT, door.organisatie_id)
    scherm_af(dossier, verband, aanmelding.doelgroep)
    traject = Traject(
        dossier=dossier,
        organisatie_id=door.organisatie_id,
        nummer=nummer,
        casus=casus,
        doelgroep=aanmelding.doelgroep,
        coordinator_id=door.medewerker_id,
        vormen=sorted(set(aanmelding.vormen)),
        aangemeld_op=nu,
    )
    sluit_profiel(traject, sleutel, Profiel(aanmelder=aanmelding.aanmelder.strip()))
    traject.save(force_insert=True)
    onthoud_bronnen(traject, verband)
    leg_inhoud_vast(dossier, sleutel, [aanmelding.client], [])
    voeg_lid_toe(dossier, door.medewerker_id)
    rij = uuid.uuid4()
    inhoud = {
        "toelichting": aanmelding.toelichting.strip(),
        "waarom_zonder": aanmelding.waarom_zonder.strip(),
    }
    Trajectstuk.objects.create(
        id=rij,
        traject=traject,
        soort=Stuksoort.AANMELDING,
        op=nu,
        dag=klok.vandaag(),
        door_id=door.medewerker_id,
        inhoud=sluit_stuk(traject, sleutel, rij, inhoud),
    )
    journaal.noteer(door.spoor(), "traject.aangemeld", dossier.pk, inhoud={"doelgroep": str(aanmelding.doelgroep)})
    if aanmelding.toestemming.strip():
        nieuw = NieuweToestemming(
            doel=Toestemmingsdoel.ZORG,
            hoe=aanmelding.hoe,
            woorden=aanmelding.toestemming,
            betrokkene=dossier.betrokkenen.get().pk,
            door_wie=aanmelding.door_wie,
        )
        toestemmingrijen.schrijf(dossier, nieuw, door=door)
    return traject


def _keur(aanmelding: Aanmelding, door: Wie) -> None:
    fouten: dict[str, list[str]] = {}
    client = aanmelding.client
    if client.deel != aanmelding.doelgroep:
        raise ValueError("the client has the part of the doelgroep")
    if not any((client.identiteit.get("naam"), client.contact.get("telefoon"), client.contact.get("email"))):
        fouten["naam"] = ["Vul een naam of roepnaam in, of een manier om de persoon te bereiken."]
    if not 1 <= len(aanmelding.toelichting.strip()) <= MAX_TEKST:
        fouten["toelichting"] = [f"Schrijf in hoogstens {MAX_TEKST} tekens waarom deze persoon hulp nodig heeft."]
    if not set(aanmelding.vormen) <= {v.code for v in referentie.vormen()}:
        fouten["vormen"] = ["Kies een vorm uit de lijst."]
    fouten |= _fouten_in_toestemming(aanmelding)
    if al := loopt_al(client, door):
        fouten[""] = [al]
    if fouten:
        raise OngeldigeInvoerError(fouten)


def _fouten_in_toestemming(aanmelding: Aanmelding) -> dict[str, list[str]]:
    fouten: dict[str, list[str]] = {}
    if len(aanmelding.toestemming.strip()) < MINIMUM_REDEN and len(aanmelding.waarom_zonder.strip()) < MINIMUM_REDEN:
        veld = "waarom_zonder" if aanmelding.waarom_zonder else "toestemming"
        fouten[veld] = [f"Schrijf in ten minste {MINIMUM_REDEN} tekens hoe de persoon toestemming gaf, of waarom niet."]
    if aanmelding.toestemming.strip() and not aanmelding.hoe.strip():
        fouten["hoe"] = ["Vul in hoe de toestemming is gegeven."]
    client = aanmelding.client
    band = band_van(client.leeftijdsgroep, client.identiteit.get("geboortedatum", ""))
    if aanmelding.toestemming.strip() and (fout := toestemmingrijen.beslisser_mist(band, aanmelding.door_wie)):
        fouten["door_wie"] = fout
    return fouten


def loopt_al(client: NieuweBetrokkene, door: Wie, *, behalve: int | None = None) -> str:
    """Return the sentence that an open traject here is of the same person; empty for none.

    With its number for who reads it. Who does not hears that it is there and whom to ask: nobody is helped twice. That
    an offender is helped hears only who takes in an offender. Found by blind index on document, or name with birth
    date. At most three queries.
    """
    zoek = Q(pk__in=[])
    for soort, waarde in zoekwaarden(client.identiteit, client.contact):
        if soort in _UNIEK and (indexen := versleuteling.blinde_indexen(door.organisatie_id, soort, waarde)):
            zoek |= Q(organisatie_id=door.organisatie_id, soort=soort, waarde__in=indexen)
    if not zoek:
        return ""
    anderen = (
        Traject.objects.filter(organisatie_id=door.organisatie_id)
        .exclude(status__in=GESLOTEN)
        .filter(dossier_id__in=Zoekindex.objects.filter(zoek).values("dossier_id"))
    )
    if behalve is not None:
        anderen = anderen.exclude(pk=behalve)
    leest = anderen.filter(zichtbare_trajecten(door, "trajecten.werklijst"))
    if nummer := leest.values_list("nummer", flat=True).first():
        return f"Er loopt hier al een traject voor deze persoon ({nummer})."
    dicht = anderen if client.deel == Doelgroep.DADER else anderen.filter(doelgroep=Doelgroep.SLACHTOFFER)
    if (ander := dicht.select_related("coordinator").first()) is None:
        return ""
    wie = ander.coordinator
    werkt = wie is not None and werkt_hier(door.organisatie_id, wie.pk)
    vraag = wie.naam if wie is not None and werkt else "uw functionaris gegevensbescherming"
    return f"Er loopt hier al een traject voor deze persoon. U kunt het niet lezen. Vraag {vraag}."


def _casus(casus_id: int | None, door: Wie) -> Casus | None:
    """Return the own open casus a client comes from. Raises NietGevondenError."""
    if casus_id is None:
        return None
    casus = Casus.objects.filter(
        zichtbare_casussen(door, "casussen.behandelen"), organisatie_id=door.organisatie_id, pk=casus_id
    ).first()
    if casus is None or casus.status not in CASUS_OPEN:
        raise NietGevondenError
    return casus
