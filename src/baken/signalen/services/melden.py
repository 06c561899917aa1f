"""Take in a signaal: one transaction, and the same answer when the same submission comes twice."""

from __future__ import annotations

import hmac
import json
from dataclasses import is_dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from baken.dossiers.context import handeling, organisatiecontext, sleutelcontext
from baken.dossiers.models import Dossiersoort
from baken.dossiers.services import eis, leg_inhoud_vast, open_dossier
from baken.kern import journaal, klok, versleuteling
from baken.kern.fouten import AlVerstuurdError, NietGevondenError, NietToegestaanError, OngeldigeInvoerError
from baken.kern.invoegen import voeg_in
from baken.kern.journaal import Spoor
from baken.keten.models import Grondslag
from baken.keten.rules import MINIMUM_UITLEG, Levering
from baken.keten.selectors import toets
from baken.organisaties.besluit import Onderwerp, Wie
from baken.organisaties.models import Organisatie
from baken.organisaties.selectors import neemt_signalen_aan
from baken.signalen.gegevens import NieuwSignaal
from baken.signalen.models import Nummersoort, Ontvangstcode, Signaal, Signaalindicator, Signaalvorm
from baken.signalen.nummers import volgend_nummer
from baken.signalen.soorten import Antwoord, Kanaal
from baken.signalen.tasks import ONTVANGEN

PUBLIEKE_DEUREN = {
    Kanaal.PUBLIEK_MEDEWERKER: "deur_medewerker",
    Kanaal.PUBLIEK_PROFESSIONAL: "deur_professional",
    Kanaal.PUBLIEK_INWONER: "deur_inwoner",
}
MAX_TEKST = 20_000
LANGST_GELEDEN = timedelta(days=365)  # own choice: an older day is nearly always a slip of the year
TE_LANG_GELEDEN = (
    "Deze dag ligt meer dan een jaar terug. Controleer het jaar. Klopt het toch? Vul dan vandaag in, en schrijf in het "
    "verhaal wanneer het telefoontje of de e-mail binnenkwam."
)
GEEN_AANDACHTSFUNCTIONARIS = (
    "Uw organisatie heeft in Baken geen aandachtsfunctionaris. Niemand zou uw signaal zien. "
    "Stuur het in bij de gemeente waar het gebeurt, of bel de aandachtsfunctionaris van die gemeente."
)


def meld_zonder_account(nieuw: NieuwSignaal, *, organisatie: Organisatie) -> Signaal:
    """Take in a signaal from the public door.

    Raises NietToegestaanError when this door is closed or nobody behind it takes signalen up, AlVerstuurdError when
    the same submission came before with other content, OngeldigeInvoerError.
    """
    deur = PUBLIEKE_DEUREN.get(nieuw.kanaal)
    if deur is None or not getattr(organisatie, deur) or not neemt_signalen_aan(organisatie):
        raise NietToegestaanError("Melden zonder account kan hier nu niet.")
    spoor = Spoor(actor_id=None, rol="melder", organisatie_id=organisatie.pk)
    return _neem_aan(nieuw, organisatie, spoor, melder_id=None)


@handeling("signalen.melden", verhaal=True)
def meld(nieuw: NieuwSignaal, *, door: Wie) -> Signaal:
    """Take in a signaal of a signed-in person for the own organisation.

    Raises NietToegestaanError at an organisation that is no gemeente and has no aandachtsfunctionaris today: there
    it would be on nobody's list. A gemeente always takes it (never lose a signaal).
    """
    eis(door, "signalen.melden", Onderwerp(soort="signaal"))
    if nieuw.kanaal != Kanaal.MEDEWERKER:
        raise OngeldigeInvoerError({"kanaal": ["Dit formulier is voor uw eigen signaal."]})
    organisatie = Organisatie.objects.get(pk=door.organisatie_id)
    if not neemt_signalen_aan(organisatie):
        raise NietToegestaanError(GEEN_AANDACHTSFUNCTIONARIS)
    return _neem_aan(nieuw, organisatie, door.spoor(), melder_id=door.medewerker_id)


@handeling("signalen.invoeren", verhaal=True)
def voer_in(nieuw: NieuwSignaal, *, door: Wie) -> Signaal:
    """Enter a telephone call or mail for someone else, with its own date and source."""
    eis(door, "signalen.invoeren", Onderwerp(soort="signaal"))
    fouten = {}
    if nieuw.kanaal not in {Kanaal.TELEFOON, Kanaal.MAIL}:
        fouten["kanaal"] = ["Kies of het een telefoontje of een e-mail was."]
    if nieuw.ontvangen_op is None:
        fouten["ontvangen_op"] = ["Vul in wanneer het telefoontje of de e-mail binnenkwam."]
    elif nieuw.ontvangen_op.astimezone(klok.TIJDZONE).date() < klok.vandaag() - LANGST_GELEDEN:
        fouten["ontvangen_op"] = [TE_LANG_GELEDEN]
    if not nieuw.bron.strip():
        fouten["bron"] = ["Vul in van wie het signaal komt."]
    if fouten:
        raise OngeldigeInvoerError(fouten)
    organisatie = Organisatie.objects.get(pk=door.organisatie_id)
    return _neem_aan(nieuw, organisatie, door.spoor(), melder_id=None)


@handeling("signalen.insturen")
def stuur_in(nieuw: NieuwSignaal, *, naar_id: int, door: Wie) -> Signaal:
    """Send a signaal in as partner organisation, on a grondslag. The partner sees only state and feedback after."""
    eis(door, "signalen.insturen", Onderwerp(soort="signaal"))
    naar = Organisatie.objects.filter(pk=naar_id, soort="gemeente", werkt_in_baken=True).first()
    grondslag = Grondslag.objects.filter(pk=nieuw.partner_grondslag_id or 0).first()
    if naar is None or grondslag is None:
        raise NietGevondenError
    if nieuw.kanaal != Kanaal.PARTNER or nieuw.partner_id != door.organisatie_id:
        raise OngeldigeInvoerError({"kanaal": ["Stuur in namens uw eigen organisatie."]})
    levering = Levering(
        afzender_id=door.organisatie_id,
        ontvanger_id=naar.pk,
        ontvanger_soort=naar.soort,
        ontvanger_bestaat=naar.geldig_tot is None or naar.geldig_tot > door.vandaag,
        veldgroepen=frozenset(grondslag.veldgroepen),
        op=door.vandaag,
        toestemming_vastgelegd=len(nieuw.bron.strip()) >= MINIMUM_UITLEG,
        noodreden=nieuw.bron,
    )
    poort, _ = toets(levering, grondslag)
    if not poort.open:
        raise OngeldigeInvoerError({"grondslag": [poort.reden]})
    with organisatiecontext(naar.pk):
        signaal = _neem_aan(nieuw, naar, Spoor(None, "partner", naar.pk), melder_id=door.medewerker_id)
    journaal.noteer(door.spoor(), "signaal.ingestuurd", grondslag=grondslag.code, inhoud={"ontvanger": naar.pk})
    return signaal


def leg_overgenomen_vast(nieuw: NieuwSignaal, *, organisatie: Organisatie, door: Wie) -> Signaal:
    """Store what an accepted packet says, inside the transaction of services.overnemen, which asked decide()."""
    return _schrijf(nieuw, organisatie, door.spoor(), None, _afdruk(nieuw))


def al_ingezonden(inzending_id: UUID) -> bool:
    """Say whether something was sent in under this submission id, to whichever organisation. One query."""
    with sleutelcontext(inzending=inzending_id):
        return Signaal.objects.filter(inzending_id=inzending_id).exists()


def _neem_aan(nieuw: NieuwSignaal, organisatie: Organisatie, spoor: Spoor, *, melder_id: int | None) -> Signaal:
    _controleer(nieuw)
    afdruk = _afdruk(nieuw)
    try:
        with transaction.atomic(), organisatiecontext(organisatie.pk, melder_id or 0):
            return _schrijf(nieuw, organisatie, spoor, melder_id, afdruk)
    except IntegrityError:
        with organisatiecontext(organisatie.pk, melder_id or 0):
            eerder = Signaal.objects.filter(inzending_id=nieuw.inzending_id, organisatie=organisatie).first()
        if eerder is None and al_ingezonden(nieuw.inzending_id):
            raise AlVerstuurdError from None  # sent before, to another organisation
        if eerder is None:
            raise
        if not hmac.compare_digest(bytes(eerder.inzending_hash), afdruk):
            raise AlVerstuurdError from None
        return eerder


def _afdruk(nieuw: NieuwSignaal) -> bytes:
    """Return a keyed digest of the content, so that the database cannot be searched for a guessed text."""
    tekst = json.dumps(nieuw.vergelijkbaar(), default=_plat, sort_keys=True, ensure_ascii=False)
    return versleuteling.code_index(f"inzending|{nieuw.inzending_id}|{tekst}")


def _plat(waarde: object) -> object:
    """Return the fields of a person, place or contact, and the text of anything else that JSON does not know."""
    return vars(waarde) if is_dataclass(waarde) else str(waarde)


def _controleer(nieuw: NieuwSignaal) -> None:
    fouten: dict[str, list[str]] = {}
    if not nieuw.waarneming.strip():
        fouten["waarneming"] = ["Beschrijf wat u hebt gezien of gehoord."]
    elif len(nieuw.waarneming) > MAX_TEKST:
        fouten["waarneming"] = [f"Uw tekst is te lang. Gebruik hoogstens {MAX_TEKST} tekens."]
    if nieuw.gezien_op and nieuw.gezien_op > klok.vandaag():
        fouten["gezien_op"] = ["Deze datum ligt in de toekomst. Vul in wanneer u het zag."]
    if nieuw.ontvangen_op and nieuw.ontvangen_op > klok.nu():
        fouten["ontvangen_op"] = ["Deze datum ligt in de toekomst. Vul in wanneer het signaal binnenkwam."]
    if fouten:
        raise OngeldigeInvoerError(fouten)


def _schrijf(
    nieuw: NieuwSignaal, organisatie: Organisatie, spoor: Spoor, melder_id: int | None, afdruk: bytes
) -> Signaal:
    dossier, sleutel = open_dossier(Dossiersoort.SIGNAAL, organisatie.pk)
    dag = klok.vandaag()  # number and promises start when it enters Baken; when it was told is a fact of its own
    gesloten: dict[str, object] = {
        "waarneming": nieuw.waarneming.strip(),
        "gezien": nieuw.gezien_tekst,
        "bron": nieuw.bron,
        "contact": {} if nieuw.anoniem else vars(nieuw.contact),
    }
    if nieuw.meegegeven:
        gesloten["meegegeven"] = nieuw.meegegeven
    signaal = Signaal(
        dossier=dossier,
        organisatie=organisatie,
        nummer=volgend_nummer(organisatie.pk, Nummersoort.SIGNAAL, dag),
        kanaal=nieuw.kanaal,
        melder_id=melder_id,
        anoniem=nieuw.anoniem,
        acuut=nieuw.acuut,
        vrijheid_afgenomen=nieuw.vrijheid_afgenomen,
        documenten_afgenomen=nieuw.documenten_afgenomen,
        minderjarig=nieuw.minderjarig,
        georganiseerd=nieuw.georganiseerd,
        meldcodesector=nieuw.meldcodesector,
        sector=nieuw.sector,
        subsector=nieuw.subsector,
        gemeente_code=nieuw.gemeente_code,
        gezien_op=nieuw.gezien_op,
        ontvangen_op=nieuw.ontvangen_op or klok.nu(),
        bekijken_voor=klok.werkdagen_erbij(dag, organisatie.termijn_bekijken),
        beoordelen_voor=klok.werkdagen_erbij(dag, organisatie.termijn_beoordelen),
        terugkoppelen_voor=klok.werkdagen_erbij(dag, organisatie.termijn_terugkoppelen),
        terugkoppeling_gewenst=nieuw.terugkoppeling_gewenst,
        inhoud=sleutel.versleutel_json(gesloten, label="signaal", rij=dossier.pk, dossier=dossier.pk),
        partner_id=nieuw.partner_id,
        partner_grondslag_id=nieuw.partner_grondslag_id,
        inzending_id=nieuw.inzending_id,
        inzending_hash=afdruk,
    )
    voeg_in([signaal])
    voeg_in([Signaalvorm(signaal=signaal, vorm=v) for v in dict.fromkeys(nieuw.vormen)])
    voeg_in([Signaalindicator(signaal=signaal, indicator=i) for i in dict.fromkeys(nieuw.indicatoren)])
    leg_inhoud_vast(dossier, sleutel, nieuw.personen, nieuw.locaties)
    if nieuw.code:
        code_index = versleuteling.code_index(nieuw.code)
        voeg_in([Ontvangstcode(code_index=code_index, dossier=dossier, organisatie=organisatie)])
    journaal.noteer(
        spoor,
        ONTVANGEN,
        dossier.pk,
        inhoud={"kanaal": str(nieuw.kanaal), "acuut": nieuw.acuut == Antwoord.JA},
    )
    return signaal


def moment(dag: date) -> datetime:
    """Return noon of a day in the Netherlands, for a call or mail of which only the day is known."""
    middag = datetime(dag.year, dag.month, dag.day, 12, tzinfo=klok.TIJDZONE)
    return min(middag, klok.nu())
