"""The acts on a traject, for the table of acts that must never be stored half (handelingen.py)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from baken.casussen.services.aannemen import accepteer
from baken.dossiers import toestemmingen
from baken.dossiers.models import Verstrekking
from baken.kern import klok
from baken.organisaties.besluit import Wie
from baken.organisaties.models import Aanstelling, Medewerker, Organisatie
from baken.organisaties.rollen import Rol
from baken.zorg.models import Traject
from baken.zorg.services import (
    aanmelden,
    bedenktijd,
    begeleiden,
    intake,
    loop,
    noodtoegang,
    overdragen,
    overnemen,
    plan,
    team,
    tellen,
)
from baken.zorg.services.begeleiden import Contact, Evaluatie, Veiligheid
from baken.zorg.services.plan import Doel
from baken.zorg.services.tellen import Zorgpuntgegevens
from baken.zorg.soorten import Doelgroep
from baken.zorg.verloop import Doelstatus, Trajectstatus
from tests.browser.wereld import Wereld
from tests.cast import als, medewerker, organisatie
from tests.zorg.hulp import WAAROM, aanmelding, client, gaat_verder, traject
from tests.zorg.test_overdragen import deel
from tests.zorg.test_overname_buiten import buiten

Doe = Callable[[], object]
PLAN = Doel("LG-WONEN", "Een plek.", "Een kamer.", aanbieder="Wijkteam")


def in_stand(w: Wereld, *standen: Trajectstatus) -> Traject:
    """Return a traject of zoe that went through these states."""
    zoe, t = als(w.cast.zoe), traject(als(w.cast.zoe))
    for stand in standen:
        if stand == Trajectstatus.INTAKE:
            nieuw = intake.Intake(intake.Profiel(aangetroffen_in="GM0599"), "Gesprek.")
            t = intake.doe_intake(traject_id=t.pk, versie=t.versie, intake=nieuw, door=zoe)
        elif stand == Trajectstatus.LOPEND:
            t = loop.start(traject_id=t.pk, versie=t.versie, door=zoe)
        elif stand == Trajectstatus.NAZORG:
            straks = klok.maanden_erbij(klok.vandaag(), 2)
            t = loop.naar_nazorg(traject_id=t.pk, versie=t.versie, tot=straks, afspraken="Bellen.", door=zoe)
        else:
            t = loop.sluit(traject_id=t.pk, versie=t.versie, afsluitreden="AZ-BEREIKT", reden="", door=zoe)
    return t


GEEN = ()
INTAKE = (Trajectstatus.INTAKE,)
LOPEND = (*INTAKE, Trajectstatus.LOPEND)
NAZORG = (*LOPEND, Trajectstatus.NAZORG)
DICHT = (*LOPEND, Trajectstatus.AFGESLOTEN)


def _op(doe: Callable[..., Any], standen: tuple[Trajectstatus, ...] = GEEN, **velden: Any) -> Callable[[Wereld], Doe]:
    """Build an act on a traject in a state; `versie=True` gives the version it has then."""

    def bouw(w: Wereld) -> Doe:
        t = in_stand(w, *standen)
        eigen = {**velden, **({"versie": t.versie} if velden.get("versie") else {})}
        return lambda: doe(traject_id=t.pk, door=als(w.cast.zoe), **eigen)

    return bouw


def _meld_aan(w: Wereld) -> Doe:
    nieuw = aanmelding()
    return lambda: aanmelden.meld_aan(aanmelding=nieuw, door=als(w.cast.zoe))


def _doel(doe: Callable[..., Any], **velden: Any) -> Callable[[Wereld], Doe]:
    def bouw(w: Wereld) -> Doe:
        t = in_stand(w)
        d = plan.stel_doel(traject_id=t.pk, doel=PLAN, door=als(w.cast.zoe))
        return lambda: doe(traject_id=t.pk, doel_id=d.pk, versie=1, door=als(w.cast.zoe), **velden)

    return bouw


def _einde(w: Wereld) -> Doe:
    t = in_stand(w)
    velden = {"begin": klok.vandaag(), "dublin": False, "verleend_door": "politie"}
    b = bedenktijd.begin_bedenktijd(traject_id=t.pk, door=als(w.cast.zoe), **velden)
    anders = {"op": klok.vandaag(), "einde_reden": "BE-AANGIFTE", "verblijf": "geen"}
    return lambda: bedenktijd.beeindig_bedenktijd(traject_id=t.pk, bedenktijd_id=b.pk, door=als(w.cast.zoe), **anders)


def collega(w: Wereld) -> Medewerker:
    """Return a second coordinator of the same place."""
    gevonden = Medewerker.objects.filter(username="zara").first()
    return gevonden or medewerker("zara", w.cast.zorg, Rol.ZORGCOORDINATOR)


def _vraag(w: Wereld) -> Doe:
    t, naar = in_stand(w), collega(w).pk
    return lambda: overdragen.stel_overdracht_voor(traject_id=t.pk, naar_id=naar, reden=WAAROM, door=als(w.cast.zoe))


def gevraagd(w: Wereld) -> Any:
    """Return a hand-over that waits for an answer of the colleague."""
    return _vraag(w)()


def _antwoord(w: Wereld) -> Doe:
    o, zara = gevraagd(w), als(collega(w))
    return lambda: overdragen.beantwoord_overdracht(overdracht_id=o.pk, aannemen=True, door=zara)


def _terug(w: Wereld) -> Doe:
    o = gevraagd(w)
    zoe = als(w.cast.zoe)
    return lambda: overdragen.trek_overdracht_in(traject_id=o.traject_id, overdracht_id=o.pk, door=zoe)


def _neem_over(w: Wereld) -> Doe:
    t, zara = in_stand(w), als(collega(w))
    Aanstelling.objects.filter(medewerker=w.cast.zoe).update(geldig_tot=klok.vandaag())
    return lambda: overdragen.neem_over(traject_id=t.pk, versie=t.versie, door=zara)


def _open_in_nood(w: Wereld) -> Doe:
    dader = client("dader", identiteit={"naam": "Ype Verzonnen"})
    nummer = traject(als(w.cast.zoe), Doelgroep.DADER, client=dader).nummer
    zara = als(collega(w))
    return lambda: noodtoegang.open_in_nood(nummer=nummer, reden=WAAROM, door=zara)


def _zet_in_team(w: Wereld) -> Doe:
    t, erbij = in_stand(w), collega(w).pk
    return lambda: team.zet_in_team(traject_id=t.pk, medewerker_id=erbij, door=als(w.cast.zoe))


def _haal_uit_team(w: Wereld) -> Doe:
    t, weg, zoe = in_stand(w), collega(w).pk, als(w.cast.zoe)
    team.zet_in_team(traject_id=t.pk, medewerker_id=weg, door=zoe)
    return lambda: team.haal_uit_team(traject_id=t.pk, medewerker_id=weg, reden=WAAROM, door=zoe)


def gedeeld_pakket(w: Wereld, van: Traject | None = None) -> tuple[Traject, Verstrekking, Wie]:
    """Return a packet of a traject that a coordinator of another organisation took on."""
    t = van or in_stand(w, *LOPEND)
    elders = Organisatie.objects.filter(code="zorgpunt-noord").first()
    if elders is None:
        elders = organisatie("zorgpunt-noord", "zorgcoordinatie")
        medewerker("nora", elders, Rol.ZORGCOORDINATOR)
    nora = Medewerker.objects.get(username="nora")
    pakket = deel(w.cast, t, elders, "identiteit")
    accepteer(verstrekking_id=pakket.pk, door=als(nora))
    t.refresh_from_db()
    return t, pakket, als(nora)


def _naar_organisatie(w: Wereld) -> Doe:
    t, pakket, nora = gedeeld_pakket(w)
    gaat_verder(pakket, nora)
    return lambda: overdragen.draag_over_aan_organisatie(
        traject_id=t.pk, versie=t.versie, verstrekking_id=pakket.pk, reden=WAAROM, door=als(w.cast.zoe)
    )


def _leg_bevestiging_vast(w: Wereld) -> Doe:
    t, pakket = buiten(w.cast, van=in_stand(w, *LOPEND))
    hoorde = overdragen.Bevestiging("telefoon", klok.vandaag(), "Mevrouw Verzonnen")
    return lambda: overdragen.leg_bevestiging_vast(
        traject_id=t.pk, verstrekking_id=pakket.pk, bevestiging=hoorde, door=als(w.cast.zoe)
    )


def _begin_uit_pakket(w: Wereld) -> Doe:
    _t, pakket, nora = gedeeld_pakket(w)
    nieuw = aanmelding()
    return lambda: overnemen.begin_uit_pakket(verstrekking_id=pakket.pk, aanmelding=nieuw, door=nora)


def _bevestig_zorg(w: Wereld) -> Doe:
    _t, pakket, nora = gedeeld_pakket(w)
    eigen = traject(nora)
    return lambda: overnemen.bevestig_zorg(verstrekking_id=pakket.pk, traject_id=eigen.pk, door=nora)


def _zonder_toestemming(w: Wereld) -> Doe:
    t = in_stand(w, *INTAKE)
    toestemmingen.trek_in(toestemming_id=t.dossier.toestemmingen.get().pk, door=als(w.cast.zoe))
    return lambda: loop.start(traject_id=t.pk, versie=t.versie, waarom_zonder=WAAROM, door=als(w.cast.zoe))


def _tel(w: Wereld) -> Doe:
    return lambda: tellen.tel_gesprek(dag=klok.vandaag(), soort="advies", vrager="gemeente", door=als(w.cast.zoe))


def _zorgpunt(w: Wereld) -> Doe:
    return lambda: tellen.leg_zorgpunt_vast(gegevens=Zorgpuntgegevens("zvh", "nee"), door=als(w.cast.zoe))


_VEILIG = Veiligheid("nee", "nee", "nvt", "Bellen.")
_INTAKE = intake.Intake(intake.Profiel(aangetroffen_in="GM0599"), "Gesprek.")
_BEDENKTIJD = {"begin": klok.vandaag(), "dublin": False, "verleend_door": "politie"}
_GEMEENTE = {"ingeschreven": "nee", "ingeschreven_in": "", "aangetroffen_in": "GM0599"}
ZORG: dict[str, list[Callable[[Wereld], Doe]]] = {
    "zorg.services.aanmelden.meld_aan": [_meld_aan],
    "zorg.services.intake.doe_intake": [_op(intake.doe_intake, versie=True, intake=_INTAKE)],
    "zorg.services.intake.bepaal_gemeente": [_op(intake.bepaal_gemeente, versie=True, **_GEMEENTE)],
    "zorg.services.intake.werk_client_bij": [_op(intake.werk_client_bij, versie=True, client=client())],
    "zorg.services.begeleiden.leg_veiligheid_vast": [_op(begeleiden.leg_veiligheid_vast, veiligheid=_VEILIG)],
    "zorg.services.begeleiden.leg_contact_vast": [
        _op(begeleiden.leg_contact_vast, contact=Contact(klok.vandaag(), "telefoon", "Gebeld."))
    ],
    "zorg.services.begeleiden.evalueer": [
        _op(begeleiden.evalueer, evaluatie=Evaluatie(klok.vandaag(), "Goed.", "Niets.", "ja"))
    ],
    "zorg.services.plan.stel_doel": [_op(plan.stel_doel, doel=PLAN)],
    "zorg.services.plan.werk_doel_bij": [_doel(plan.werk_doel_bij, doel=PLAN)],
    "zorg.services.plan.zet_doel": [_doel(plan.zet_doel, naar=Doelstatus.LOOPT)],
    "zorg.services.loop.start": [_op(loop.start, INTAKE, versie=True), _zonder_toestemming],
    "zorg.services.loop.naar_nazorg": [
        _op(loop.naar_nazorg, LOPEND, versie=True, tot=klok.maanden_erbij(klok.vandaag(), 2), afspraken="Bellen.")
    ],
    "zorg.services.loop.terug_uit_nazorg": [_op(loop.terug_uit_nazorg, NAZORG, versie=True, reden=WAAROM)],
    "zorg.services.loop.niet_starten": [
        _op(loop.niet_starten, versie=True, afsluitreden="AZ-STOPT", reden=WAAROM),
    ],
    "zorg.services.loop.sluit": [_op(loop.sluit, LOPEND, versie=True, afsluitreden="AZ-BEREIKT", reden="")],
    "zorg.services.loop.heropen": [_op(loop.heropen, DICHT, versie=True, reden=WAAROM)],
    "zorg.services.bedenktijd.begin_bedenktijd": [_op(bedenktijd.begin_bedenktijd, **_BEDENKTIJD)],
    "zorg.services.bedenktijd.beeindig_bedenktijd": [_einde],
    "zorg.services.overdragen.stel_overdracht_voor": [_vraag],
    "zorg.services.overdragen.beantwoord_overdracht": [_antwoord],
    "zorg.services.overdragen.trek_overdracht_in": [_terug],
    "zorg.services.overdragen.neem_over": [_neem_over],
    "zorg.services.intake.zet_vormen": [_op(intake.zet_vormen, versie=True, vormen=["SEKS"])],
    "zorg.services.team.zet_in_team": [_zet_in_team],
    "zorg.services.team.haal_uit_team": [_haal_uit_team],
    "zorg.services.noodtoegang.open_in_nood": [_open_in_nood],
    "zorg.services.overdragen.draag_over_aan_organisatie": [_naar_organisatie],
    "zorg.services.overdragen.leg_bevestiging_vast": [_leg_bevestiging_vast],
    "zorg.services.overnemen.begin_uit_pakket": [_begin_uit_pakket],
    "zorg.services.overnemen.bevestig_zorg": [_bevestig_zorg],
    "zorg.services.tellen.tel_gesprek": [_tel],
    "zorg.services.tellen.leg_zorgpunt_vast": [_zorgpunt],
}
ZORG_BINNEN = frozenset(
    {
        "zorg.services.basis.schrijf_stuk",
        "zorg.services.kanten.onthoud_bronnen",
        "zorg.services.kanten.scherm_af",
        "zorg.services.loop.maak_los",
    }
)
