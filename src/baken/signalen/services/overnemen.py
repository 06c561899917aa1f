"""Another gemeente accepts a packet: it becomes a signaal there, with terms, advice, decision and an own key.

What the packet says is copied, and nothing else: this gemeente never sees the sender's dossier, and neither side
learns the number of the other. What this gemeente finally says goes back as one of the bounded sentences, so that the
sender can answer the first reporter.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format

from baken.dossiers import verstrekken
from baken.dossiers.models import Verstrekking
from baken.dossiers.pakket import Regel
from baken.dossiers.pakketinhoud import nieuw_in
from baken.dossiers.services import leg_inhoud_vast, sleutel_van
from baken.dossiers.soorten import Verstrekkingssoort
from baken.dossiers.verloop import EINDE, Verstrekkingsstatus
from baken.kern import journaal, klok
from baken.kern.fouten import OngeldigeInvoerError
from baken.kern.invoegen import voeg_in
from baken.kern.versleuteling import Gegevenssleutel
from baken.organisaties.besluit import Wie
from baken.organisaties.models import Organisatie, Organisatiesoort
from baken.referentie import selectors as referentie
from baken.signalen.gegevens import NieuwSignaal
from baken.signalen.inhoud import vul_verhaal_aan
from baken.signalen.models import Overname, Signaal, Signaalindicator, Signaalvorm, Terugkoppeling
from baken.signalen.ontvangerstanden import laatste_besluit
from baken.signalen.rules import overname as regels_overname
from baken.signalen.rules.advies import Uitkomst
from baken.signalen.rules.overname import Namen, Overgenomen
from baken.signalen.rules.terugkoppeling import Bericht
from baken.signalen.services.behandelen import merk_nieuws
from baken.signalen.services.melden import leg_overgenomen_vast
from baken.signalen.services.nieuws import merk_antwoord
from baken.signalen.soorten import Antwoord, Kanaal
from baken.signalen.verloop import Status

AL_AFGELOPEN = (
    "De afzender leest hier niet meer mee: het pakket is afgerond of beëindigd. Is er iets veranderd? "
    "Bel de afzender en noem het kenmerk."
)


def opent_signaal(verstrekking: Verstrekking) -> bool:
    """Say whether accepting this packet opens a signaal, not a casus: it is for another gemeente in Baken."""
    if verstrekking.buiten_baken or verstrekking.soort != Verstrekkingssoort.DOORGELEIDING:
        return False
    return verstrekking.ontvanger.soort == Organisatiesoort.GEMEENTE


def neem_over(verstrekking: Verstrekking, *, door: Wie) -> Signaal:
    """Accept a packet and return the own signaal, inside the transaction that locked the packet.

    A second time gives the same signaal. A packet more on what was taken over before (it asks for the process
    direction) comes with that signaal: what is new in it is added, and a closed signaal is taken up again.

    Raises NietToegestaanError, OvergangNietToegestaanError (refused or taken back).
    """
    al = Overname.objects.filter(verstrekking=verstrekking, signaal__organisatie_id=door.organisatie_id)
    if eerder := al.select_related("signaal__dossier").first():
        return eerder.signaal
    verstrekken.accepteer(verstrekking, door=door)
    regels = verstrekken.open_pakket(verstrekking)
    signaal = _lopend_signaal(verstrekking)
    if signaal is None:
        signaal = leg_overgenomen_vast(
            _nieuw(verstrekking, regels),
            organisatie=Organisatie.objects.get(pk=verstrekking.ontvanger_id),
            door=door,
        )
    else:
        _vul_aan(signaal, regels)
    Overname.objects.create(signaal=signaal, verstrekking=verstrekking, op=klok.nu(), door_id=door.medewerker_id)
    journaal.noteer(
        door.spoor(),
        "signaal.overgenomen",
        signaal.dossier_id,
        grondslag=verstrekking.grondslag.code,
        inhoud={"verstrekking": str(verstrekking.pk), "procesregie": verstrekking.procesregie},
    )
    merk_antwoord(verstrekking, door=door)
    return signaal


def _lopend_signaal(verstrekking: Verstrekking) -> Signaal | None:
    """Return the own signaal that came of an earlier packet on the same dossier of the sender, or None. One query."""
    eerder = Overname.objects.filter(verstrekking__dossier_id=verstrekking.dossier_id)
    return (
        Signaal.objects.select_for_update(of=("self",))
        .select_related("dossier")
        .filter(
            pk__in=eerder.values("signaal_id"),
            organisatie_id=verstrekking.ontvanger_id,
            dossier__verpakte_sleutel__isnull=False,
        )
        .first()
    )


def _nieuw(verstrekking: Verstrekking, regels: Sequence[Regel]) -> NieuwSignaal:
    """Return the packet as a new signaal. The packet's id is the submission id: the database allows it once."""
    personen, locaties = nieuw_in(regels)
    feiten = lees_feiten(regels)

    def antwoord(vraag: str) -> Antwoord:
        return Antwoord(feiten.antwoorden.get(vraag, Antwoord.ONBEKEND))

    return NieuwSignaal(
        inzending_id=verstrekking.pk,
        kanaal=Kanaal.DOORGEGEVEN,
        waarneming=feiten.waarneming,
        vormen=feiten.vormen,
        indicatoren=feiten.indicatoren,
        sector=feiten.sector,
        subsector=feiten.subsector,
        gemeente_code=feiten.gemeente_code,
        personen=tuple(personen),
        locaties=tuple(locaties),
        bron=f"{verstrekking.afzender.naam}, pakket {verstrekking.kenmerk}",
        partner_id=verstrekking.afzender_id,
        partner_grondslag_id=verstrekking.grondslag_id,
        acuut=antwoord("acuut"),
        vrijheid_afgenomen=antwoord("vrijheid_afgenomen"),
        documenten_afgenomen=antwoord("documenten_afgenomen"),
        minderjarig=antwoord("minderjarig"),
        georganiseerd=antwoord("georganiseerd"),
        meegegeven=feiten.rest,
    )


def lees_feiten(regels: Sequence[Regel]) -> Overgenomen:
    """Return the facts of a packet; its persons and places are read apart (dossiers.pakketinhoud)."""
    personen = ("identiteit", "contact", "locatie")
    los = [(r.kop, r.tekst) for r in regels if r.groep not in personen and not r.kop.startswith("Persoon ")]
    vormen = [v for hoofd in referentie.vormen() for v in (hoofd, *referentie.subvormen(hoofd.code))]
    sectoren = {s.naam: (s.code, "") for s in referentie.sectoren()}
    delen = {deel.naam: (s.code, deel.code) for s in referentie.sectoren() for deel in referentie.subsectoren(s.code)}
    namen = Namen(
        vormen={v.naam: v.code for v in vormen},
        sectoren={**delen, **sectoren},
        gemeenten={g.naam: g.code for g in referentie.gemeenten()},
        indicatoren={i.naam: i.code for i in referentie.indicatoren()},
    )
    return regels_overname.lees(los, namen)


def _vul_aan(signaal: Signaal, regels: Sequence[Regel]) -> None:
    """Add what a later packet holds and was not there, and put the signaal on the list.

    What this gemeente found out itself stays: a fact of the packet only fills in what was not known.
    """
    eerder = Verstrekking.objects.filter(overname__signaal=signaal, pakket_sleutel__isnull=False)
    al = signaal.dossier.betrokkenen.count()
    personen, locaties = nieuw_in(regels, [verstrekken.open_pakket(v) for v in eerder], al_hier=al)
    sleutel = sleutel_van(signaal.dossier)
    leg_inhoud_vast(signaal.dossier, sleutel, personen, locaties, al=al)
    if signaal.status == Status.GESLOTEN:
        signaal.zet(Status.IN_BEOORDELING)
    else:
        signaal.versie += 1
    gevuld = _vul_feiten_aan(signaal, sleutel, lees_feiten(regels))
    signaal.save(update_fields=["status", "versie", "inhoud", *gevuld])
    merk_nieuws(signaal.pk)


def _vul_feiten_aan(signaal: Signaal, sleutel: Gegevenssleutel, feiten: Overgenomen) -> list[str]:
    """Fill in facts that were not known; returns the columns that changed, for the caller to save."""
    gevuld = [vraag for vraag in feiten.antwoorden if getattr(signaal, vraag) == Antwoord.ONBEKEND]
    for vraag in gevuld:
        setattr(signaal, vraag, feiten.antwoorden[vraag])
    if feiten.sector and not signaal.sector:
        signaal.sector, signaal.subsector = feiten.sector, feiten.subsector
        gevuld += ["sector", "subsector"]
    if feiten.gemeente_code and not signaal.gemeente_code:
        signaal.gemeente_code = feiten.gemeente_code
        gevuld.append("gemeente_code")
    vormen = set(feiten.vormen) - {v.vorm for v in signaal.vormen.all()}
    voeg_in([Signaalvorm(signaal=signaal, vorm=v) for v in sorted(vormen)])
    gezien = set(feiten.indicatoren) - {i.indicator for i in signaal.indicatoren.all()}
    voeg_in([Signaalindicator(signaal=signaal, indicator=i) for i in sorted(gezien)])
    vul_verhaal_aan(signaal, sleutel, waarneming=feiten.waarneming, meegegeven=feiten.rest)
    return gevuld


def vertel_afzenders(signaal: Signaal, bericht: Bericht, *, door: Wie, datum: date | None = None) -> None:
    """Tell the senders of a signaal that was taken over what a reporter would hear, in a bounded sentence.

    Inside the caller's transaction. datum: the day that a "later" names. A signaal without senders tells nobody.
    Raises OngeldigeInvoerError when none of them reads it any more: they were told how it ended, or the basis ended.
    """
    if signaal.kanaal != Kanaal.DOORGEGEVEN:
        return
    wachtend = _wachtend(signaal)
    if not wachtend:
        raise OngeldigeInvoerError({"bericht": [AL_AFGELOPEN]})
    besluit = laatste_besluit(signaal.beoordelingen.all())
    uitkomsten = [Uitkomst(u) for u in besluit.uitkomsten] if besluit else []
    afloop = regels_overname.afloop_bij(bericht, uitkomsten)
    noot = f"U hoort uiterlijk {date_format(datum, 'j F Y')} meer van ons." if datum is not None else ""
    for verstrekking in wachtend:
        begin = klok.nu()
        if afloop in EINDE:
            verstrekken.rond_af(verstrekking, code=afloop, tekst=noot, door=door)
        else:
            verstrekken.meld_voortgang(verstrekking, code=afloop, tekst=noot, door=door)
        merk_antwoord(verstrekking, door=door, sinds=begin)


def vertel_bij_sluiten(signaal: Signaal, *, door: Wie) -> None:
    """Tell the senders how it ended when a signaal that was taken over is closed; closing then keeps the promise.

    Inside the caller's transaction. Nothing for a signaal of a reporter, or when they were told before.
    """
    if signaal.kanaal != Kanaal.DOORGEGEVEN or not _wachtend(signaal):
        return
    besluit = laatste_besluit(signaal.beoordelingen.all())
    bericht = regels_overname.bericht_bij_sluiten([Uitkomst(u) for u in besluit.uitkomsten] if besluit else [])
    vertel_afzenders(signaal, bericht, door=door)
    nu = klok.nu()
    Terugkoppeling.objects.create(
        signaal=signaal,
        tekst=str(bericht),
        op=nu,
        op_tijd=door.vandaag <= (signaal.eerst_beloofd_voor or signaal.terugkoppelen_voor),
        door_id=door.medewerker_id,
    )
    if signaal.teruggekoppeld_op is None:
        signaal.teruggekoppeld_op = nu
        signaal.save(update_fields=["teruggekoppeld_op"])


def _wachtend(signaal: Signaal) -> list[Verstrekking]:
    """Lock and return the packets of which the sender was not told how it ended. One query."""
    return list(
        Verstrekking.objects.select_for_update(of=("self",))
        .select_related("grondslag")
        .filter(overname__signaal=signaal, status=Verstrekkingsstatus.GEACCEPTEERD)
    )


def eis_geen_overname(verstrekking: Verstrekking) -> None:
    """Refuse free words on how it ended for a packet that became a signaal: closing that tells the sender.

    Raises OngeldigeInvoerError.
    """
    if Overname.objects.filter(verstrekking=verstrekking).exists():
        raise OngeldigeInvoerError({"tekst": ["Sluit het signaal. Dan hoort de afzender vanzelf hoe het afliep."]})
