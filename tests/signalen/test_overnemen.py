"""A packet for another gemeente becomes a signaal there: whole, on its own, and its end comes back to the sender."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from tests.cast import Cast, als, maak_signaal, nieuw_signaal
from tests.signalen.hulp import (
    REDEN,
    bekeken,
    besloten,
    doorgegeven,
    grondslag,
    laatste_regels,
    naar_zorg,
    naar_zvh,
)

from baken.casussen.models import Casus
from baken.casussen.services.aannemen import accepteer
from baken.dossiers.inhoud import open_inhoud
from baken.dossiers.models import Dossier, Verstrekking, Zoekindex
from baken.dossiers.pakket import Regel, als_bytes
from baken.dossiers.selectors import verstrekkingsblad
from baken.dossiers.services import NieuweBetrokkene, NieuweLocatie, onderwerp_dossier
from baken.dossiers.verloop import Verstrekkingsstatus as Stand
from baken.dossiers.verstrekken import Voorstel, open_verantwoording
from baken.kern import klok, versleuteling
from baken.kern.bewaartermijnen import Kandidaat, geregistreerd
from baken.kern.fouten import (
    NietGevondenError,
    NietToegestaanError,
    OngeldigeInvoerError,
    OvergangNietToegestaanError,
)
from baken.kern.models import Journaalinhoud, Journaalregel
from baken.organisaties.besluit import alle_rechten, decide
from baken.referentie import selectors as referentie
from baken.signalen import selectors
from baken.signalen.inhoud import open_signaal
from baken.signalen.models import Overname, Signaal, Terugkoppeling
from baken.signalen.ontvangerstanden import zaak
from baken.signalen.querysets import zichtbare_signalen
from baken.signalen.rules.advies import Uitkomst
from baken.signalen.rules.terugkoppeling import Bericht, passend
from baken.signalen.services import behandelen, beoordelen, doorgeleiden, melden
from baken.signalen.services.terugkoppelen import koppel_terug
from baken.signalen.soorten import Antwoord, Kanaal
from baken.signalen.verloop import Status

VERHAAL = "Zes mensen slapen boven een zaak en mogen de deur niet uit."
GROEPEN = frozenset({"identiteit", "contact", "strafbaar", "locatie"})
MENSEN = (
    NieuweBetrokkene(
        "slachtoffer",
        "18-24",
        "V",
        "RO",
        identiteit={"naam": "Xandra Verzonnen", "geboortedatum": "2003-04-05", "document": "VZ1234567"},
        contact={"telefoon": "0600000001"},
        zorg={"omschrijving": "Heeft een wond"},
    ),
    NieuweBetrokkene("dader", identiteit={"naam": "Ype Verzonnen"}, strafbaar={"omschrijving": "Haalt en brengt"}),
)
PLEKKEN = (
    NieuweLocatie("GM0502", "Verzonnenweg 12", "Boven de zaak"),
    NieuweLocatie("GM0502", "Bedachtstraat 3"),
)


def naar_buur(cast: Cast, **velden: Any) -> Voorstel:
    basis: dict[str, Any] = {
        "ontvanger_id": cast.buurgemeente.pk,
        "grondslag_id": grondslag("taak-gemeente"),
        "veldgroepen": GROEPEN,
        "doel": "Beoordelen waar het speelt",
        "over_wie": frozenset({"slachtoffer", "dader"}),
        "procesregie": True,
        "verhaal": True,
        "verhaal_gelezen": True,
        "toelichting": "Wij belden gisteren met de verhuurder.",
    }
    return Voorstel(**{**basis, **velden})


def gegeven(cast: Cast, *, vol: bool = True, **velden: Any) -> tuple[Signaal, Verstrekking]:
    """Return the sender's signaal and its packet for the neighbour."""
    feiten: dict[str, Any] = {
        "personen": MENSEN,
        "locaties": PLEKKEN,
        "gemeente_code": "GM0502",
        "waarneming": VERHAAL,
    }
    if vol:
        feiten |= {
            "vormen": ("ARB", "SEKS"),
            "sector": "",
            "vrijheid_afgenomen": Antwoord.JA,
            "documenten_afgenomen": Antwoord.JA,
            "acuut": Antwoord.NEE,
        }
    signaal = besloten(cast, Uitkomst.ANDERE_GEMEENTE, Uitkomst.ZORG, **feiten)
    signaal, (pakket,) = doorgegeven(cast, naar_buur(cast, **velden), signaal=signaal)
    return signaal, pakket


def overgenomen(cast: Cast, **velden: Any) -> tuple[Signaal, Verstrekking, Signaal]:
    """Return the sender's signaal, the packet and the signaal of the neighbour."""
    signaal, pakket = gegeven(cast, **velden)
    eigen = accepteer(verstrekking_id=pakket.pk, door=als(cast.buur))
    pakket.refresh_from_db()
    assert isinstance(eigen, Signaal)
    return signaal, pakket, eigen


def beoordeel(cast: Cast, signaal: Signaal, *uitkomsten: Uitkomst) -> Signaal:
    behandelen.neem_in_beoordeling(signaal_id=signaal.pk, door=als(cast.buur))
    signaal.refresh_from_db()
    beoordelen.beoordeel(
        signaal_id=signaal.pk, uitkomsten=uitkomsten, reden=REDEN, versie=signaal.versie, door=als(cast.buur)
    )
    signaal.refresh_from_db()
    return signaal


def berichten(cast: Cast, pakket: Verstrekking) -> list[tuple[str, str]]:
    return [(b.soort, b.tekst) for b in verstrekkingsblad(als(cast.anna), pakket.pk).berichten]


def licht(cast: Cast) -> tuple[Signaal, Verstrekking, Signaal]:
    """Return a transfer on which nothing forbids a low end."""
    return overgenomen(cast, vol=False, veldgroepen=frozenset({"strafbaar"}), over_wie=frozenset())


def test_accepting_opens_a_signaal_on_the_work_list_and_no_casus(cast: Cast) -> None:
    signaal, pakket, eigen = overgenomen(cast)
    assert Casus.objects.count() == 0
    assert (eigen.organisatie_id, eigen.status, eigen.kanaal) == (cast.buurgemeente.pk, Status.ONTVANGEN, "doorgegeven")
    assert (eigen.partner_id, eigen.partner_grondslag_id) == (cast.gemeente.pk, pakket.grondslag_id)
    assert (eigen.melder_id, eigen.anoniem, eigen.terugkoppeling_gewenst) == (None, False, True)
    assert eigen.dossier_id != signaal.dossier_id
    assert bytes(eigen.dossier.verpakte_sleutel) != bytes(signaal.dossier.verpakte_sleutel)
    vandaag = klok.vandaag()
    assert eigen.bekijken_voor == klok.werkdagen_erbij(vandaag, cast.buurgemeente.termijn_bekijken)
    assert eigen.terugkoppelen_voor == klok.werkdagen_erbij(vandaag, cast.buurgemeente.termijn_terugkoppelen)
    assert [s.pk for s in selectors.werklijst(als(cast.buur)).rijen] == [eigen.pk]
    assert laatste_regels(3) == ["signaal.overgenomen", "signaal.ontvangen", "verstrekking.geaccepteerd"]


def test_what_the_packet_says_is_there_whole_and_nothing_else(cast: Cast) -> None:
    _signaal, _pakket, eigen = overgenomen(cast)
    assert [v.vorm for v in eigen.vormen.order_by("pk")] == ["ARB", "SEKS"]
    assert (eigen.gemeente_code, eigen.acuut) == ("GM0502", Antwoord.NEE)
    assert (eigen.vrijheid_afgenomen, eigen.documenten_afgenomen) == (Antwoord.JA, Antwoord.JA)
    open_ = open_signaal(eigen)
    assert open_.waarneming == VERHAAL
    assert dict(open_.meegegeven)["Toelichting van de afzender"] == "Wij belden gisteren met de verhuurder."
    inhoud = open_inhoud(eigen.dossier)
    eerste, tweede = inhoud.betrokkenen
    assert (eerste.deel, eerste.leeftijdsgroep, eerste.geslacht, eerste.nationaliteit) == (
        "slachtoffer",
        "18-24",
        "V",
        "RO",
    )
    assert eerste.groepen == {"identiteit": MENSEN[0].identiteit, "contact": MENSEN[0].contact}  # no care: not chosen
    assert tweede.groepen == {"identiteit": MENSEN[1].identiteit, "strafbaar": MENSEN[1].strafbaar}
    assert [(p.adres, p.omschrijving) for p in inhoud.locaties] == [
        ("Verzonnenweg 12", "Boven de zaak"),
        ("Bedachtstraat 3", ""),
    ]


def test_indicators_sector_and_a_minor_come_along(cast: Cast) -> None:
    kind = NieuweBetrokkene("slachtoffer", "12-17", identiteit={"naam": "Wim Verzonnen"})
    signaal = besloten(
        cast,
        Uitkomst.ANDERE_GEMEENTE,
        personen=(kind,),
        indicatoren=("IND015", "IND046"),
        sector="HORECA",
        subsector=referentie.subsectoren("HORECA")[0].code,
        gemeente_code="GM0502",
    )
    bron = {(i.indicator) for i in signaal.indicatoren.all()}
    voorstel = naar_buur(cast, veldgroepen=frozenset({"strafbaar"}))
    _s, (pakket,) = doorgegeven(cast, voorstel, signaal=signaal)
    eigen = accepteer(verstrekking_id=pakket.pk, door=als(cast.buur))
    assert {i.indicator for i in eigen.indicatoren.all()} == bron
    assert (eigen.sector, eigen.subsector) == (signaal.sector, signaal.subsector)
    assert eigen.minderjarig == Antwoord.JA  # that there is a minor, never who or how old
    assert open_inhoud(eigen.dossier).betrokkenen == ()


def test_a_packet_without_story_or_persons_gives_a_signaal_that_says_so_by_silence(cast: Cast) -> None:
    _signaal, _pakket, eigen = overgenomen(
        cast, vol=False, veldgroepen=frozenset({"locatie"}), over_wie=frozenset(), verhaal=False, toelichting=""
    )
    open_ = open_signaal(eigen)
    assert open_.waarneming == ""
    assert [kop for kop, _tekst in open_.meegegeven] == ["Ontvangen"]
    assert open_inhoud(eigen.dossier).betrokkenen == ()
    assert eigen.vrijheid_afgenomen == Antwoord.ONBEKEND
    assert VERHAAL not in repr(selectors.dossierblad(als(cast.buur), eigen.pk, onthul=True))


def test_blind_indexes_are_those_of_the_new_gemeente_and_find_its_other_signalen(cast: Cast) -> None:
    signaal, _pakket, eigen = overgenomen(cast)
    soorten = {z.soort for z in Zoekindex.objects.filter(dossier=eigen.dossier)}
    assert soorten == {"telefoon", "document", "naam_geboortedatum", "adres"}
    waarden = {bytes(z.waarde) for z in Zoekindex.objects.filter(dossier=eigen.dossier)}
    assert not waarden & {bytes(z.waarde) for z in Zoekindex.objects.filter(dossier=signaal.dossier)}
    ander = melden.meld_zonder_account(
        nieuw_signaal(kanaal=Kanaal.PUBLIEK_MEDEWERKER, personen=MENSEN[:1]), organisatie=cast.buurgemeente
    )
    blad = selectors.dossierblad(als(cast.buur), eigen.pk)
    assert [s.pk for s in blad.anderen["telefoon"]] == [ander.pk]


def test_neither_side_learns_the_number_of_the_other(cast: Cast) -> None:
    signaal, pakket, eigen = overgenomen(cast)
    Signaal.objects.filter(pk=eigen.pk).update(nummer="S-2026-7777")
    Signaal.objects.filter(pk=signaal.pk).update(nummer="S-2026-6666")
    hier = repr(selectors.dossierblad(als(cast.buur), eigen.pk, onthul=True))
    assert "6666" not in hier
    assert "7777" not in repr(selectors.dossierblad(als(cast.anna), signaal.pk, onthul=True))
    assert "7777" not in repr(verstrekkingsblad(als(cast.anna), pakket.pk))
    with pytest.raises(NietGevondenError):
        selectors.dossierblad(als(cast.buur), signaal.pk)
    with pytest.raises(NietGevondenError):
        selectors.dossierblad(als(cast.anna), eigen.pk)
    assert [s.pk for s in selectors.op_nummer(als(cast.buur), pakket.kenmerk)] == [eigen.pk]
    assert [s.pk for s in selectors.op_nummer(als(cast.anna), pakket.kenmerk)] == [signaal.pk]
    assert selectors.op_nummer(als(cast.piet), pakket.kenmerk) == []


def test_accepting_twice_gives_the_same_signaal(cast: Cast) -> None:
    _signaal, pakket, eigen = overgenomen(cast)
    assert accepteer(verstrekking_id=pakket.pk, door=als(cast.buur)).pk == eigen.pk
    assert (Signaal.objects.filter(organisatie=cast.buurgemeente).count(), Overname.objects.count()) == (1, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Overname.objects.create(
            signaal=eigen, verstrekking=pakket, op=klok.nu(), door=cast.buur
        )  # also behind the services


def test_it_is_all_or_nothing(cast: Cast) -> None:
    _signaal, pakket = gegeven(cast)
    ander = maak_signaal(cast)
    Signaal.objects.filter(pk=ander.pk).update(inzending_id=pakket.pk)  # so that it fails half-way
    voor = (Dossier.objects.count(), Journaalregel.objects.count(), Zoekindex.objects.count())
    with pytest.raises(IntegrityError):
        accepteer(verstrekking_id=pakket.pk, door=als(cast.buur))
    pakket.refresh_from_db()
    assert pakket.status == Stand.VERZONDEN
    assert voor == (Dossier.objects.count(), Journaalregel.objects.count(), Zoekindex.objects.count())


@pytest.mark.parametrize("naam", ["zoe", "piet", "rik", "balie", "fg", "beheer"])
def test_who_did_not_receive_it_cannot_take_it_over(cast: Cast, naam: str) -> None:
    _signaal, pakket = gegeven(cast)
    with pytest.raises(NietGevondenError):
        accepteer(verstrekking_id=pakket.pk, door=als(getattr(cast, naam)))
    assert Overname.objects.count() == 0


def test_the_sender_cannot_take_it_over_for_the_other(cast: Cast) -> None:
    _signaal, pakket, _eigen = overgenomen(cast)
    with pytest.raises(NietToegestaanError):
        accepteer(verstrekking_id=pakket.pk, door=als(cast.anna))


def test_refusing_stays_as_it_was(cast: Cast) -> None:
    signaal, pakket = gegeven(cast)
    doorgeleiden.wijs_af(verstrekking_id=pakket.pk, reden="Dit speelt niet bij ons.", door=als(cast.buur))
    signaal.refresh_from_db()
    assert signaal.status == Status.IN_BEOORDELING  # it came back
    assert Signaal.objects.filter(organisatie=cast.buurgemeente).count() == 0
    with pytest.raises(OvergangNietToegestaanError):
        accepteer(verstrekking_id=pakket.pk, door=als(cast.buur))


def test_who_took_it_over_cannot_refuse_any_more(cast: Cast) -> None:
    _signaal, pakket, _eigen = overgenomen(cast)
    with pytest.raises(OvergangNietToegestaanError):
        doorgeleiden.wijs_af(verstrekking_id=pakket.pk, reden="toch niet", door=als(cast.buur))


def test_other_receivers_still_open_a_casus(cast: Cast) -> None:
    signaal = besloten(cast, Uitkomst.ZORG_EN_STRAFRECHT)
    _s, (zorg, zvh) = doorgegeven(cast, naar_zorg(cast), naar_zvh(cast), signaal=signaal)
    assert isinstance(accepteer(verstrekking_id=zorg.pk, door=als(cast.zoe)), Casus)
    assert isinstance(accepteer(verstrekking_id=zvh.pk, door=als(cast.piet)), Casus)
    assert Overname.objects.count() == 0


def test_a_low_decision_there_is_the_end_the_sender_reads_and_the_first_reporter_can_be_answered(cast: Cast) -> None:
    signaal, pakket, eigen = licht(cast)
    eigen = beoordeel(cast, eigen, Uitkomst.GEEN_MENSENHANDEL)
    pakket.refresh_from_db()
    assert (eigen.status, pakket.status) == (Status.GESLOTEN, Stand.AFGEROND)
    assert berichten(cast, pakket) == [("afloop", "Wij vonden geen aanwijzing voor mensenhandel.")]
    assert eigen.teruggekoppeld_op is not None  # closing kept the promise: nothing is owed any more
    assert Terugkoppeling.objects.get(signaal=eigen).op_tijd
    signaal.refresh_from_db()
    assert signaal.nieuws_sinds is not None  # it stands out at the sender
    assert Bericht.AFGEROND in passend(zaak(signaal))
    koppel_terug(signaal_id=signaal.pk, bericht=Bericht.AFGEROND, door=als(cast.anna))
    assert REDEN not in repr(verstrekkingsblad(als(cast.anna), pakket.pk))


def test_what_is_told_on_the_way_is_bounded_and_ends_at_closing(cast: Cast) -> None:
    _signaal, pakket, eigen = licht(cast)
    eigen = beoordeel(cast, eigen, Uitkomst.NADER_BEKIJKEN)
    dag = klok.vandaag() + timedelta(days=7)
    koppel_terug(signaal_id=eigen.pk, bericht=Bericht.LATER, datum=dag, door=als(cast.buur))
    koppel_terug(signaal_id=eigen.pk, bericht=Bericht.NADER_BEKIJKEN, door=als(cast.buur))
    ((soort, later), (_soort, kort)) = berichten(cast, pakket)
    assert soort == "voortgang"
    assert later.startswith("Wij hebben dit opgepakt. U hoort uiterlijk ")
    assert kort == "Wij hebben dit opgepakt."
    eigen.refresh_from_db()
    eigen = beoordeel_weer(cast, eigen, Uitkomst.ADVIES_GEGEVEN)
    assert berichten(cast, pakket)[-1] == ("afloop", "Ons werk hieraan is klaar.")
    with pytest.raises(OngeldigeInvoerError):
        koppel_terug(signaal_id=eigen.pk, bericht=Bericht.ADVIES_GEGEVEN, door=als(cast.buur))


def beoordeel_weer(cast: Cast, signaal: Signaal, uitkomst: Uitkomst) -> Signaal:
    beoordelen.beoordeel(
        signaal_id=signaal.pk, uitkomsten=[uitkomst], reden=REDEN, versie=signaal.versie, door=als(cast.buur)
    )
    signaal.refresh_from_db()
    return signaal


def test_after_reopening_nothing_goes_to_a_sender_that_was_told_the_end(cast: Cast) -> None:
    _signaal, pakket, eigen = licht(cast)
    eigen = beoordeel(cast, eigen, Uitkomst.GEEN_MENSENHANDEL)
    eigen = beoordeel(cast, eigen, Uitkomst.ADVIES_GEGEVEN)
    assert eigen.status == Status.GESLOTEN
    assert len(berichten(cast, pakket)) == 1
    with pytest.raises(OngeldigeInvoerError) as fout:
        koppel_terug(signaal_id=eigen.pk, bericht=Bericht.ADVIES_GEGEVEN, door=als(cast.buur))
    assert "Bel de afzender" in repr(fout.value.fouten)


def test_it_can_be_passed_on_from_there_and_the_sender_reads_only_that_it_was_taken_up(cast: Cast) -> None:
    _signaal, pakket, eigen = overgenomen(cast)
    eigen = beoordeel(cast, eigen, Uitkomst.VEILIG_THUIS)
    voorstel = Voorstel(
        cast.politie.pk,
        grondslag("taak-politie"),
        frozenset({"strafbaar"}),
        "Opsporing",
        over_wie=frozenset({"dader"}),
        procesregie=True,
        verhaal=True,
        verhaal_gelezen=True,
    )
    gezien = doorgeleiden.bekijk_pakketten(signaal_id=eigen.pk, voorstellen=[voorstel], door=als(cast.buur))
    assert VERHAAL in repr(gezien[0].regels)
    doorgeleiden.leid_door(
        signaal_id=eigen.pk, voorstellen=[gezien[0].voorstel], versie=eigen.versie, door=als(cast.buur)
    )
    v = Verstrekking.objects.get(ontvanger=cast.politie)
    doorgeleiden.leg_verzending_vast(
        verstrekking_id=v.pk, hoe="telefoon", wanneer=klok.nu(), aan_wie="X", kenmerk="", door=als(cast.buur)
    )
    koppel_terug(signaal_id=eigen.pk, bericht=Bericht.DOORGELEID, door=als(cast.buur))
    assert berichten(cast, pakket) == [("voortgang", "Wij hebben dit opgepakt.")]


def test_free_words_on_how_it_ended_are_refused_for_what_became_a_signaal(cast: Cast) -> None:
    _signaal, pakket, _eigen = overgenomen(cast)
    with pytest.raises(OngeldigeInvoerError):
        doorgeleiden.rond_af(verstrekking_id=pakket.pk, tekst="Xandra woont nu veilig.", door=als(cast.buur))
    pakket.refresh_from_db()
    assert pakket.status == Stand.GEACCEPTEERD


def test_the_process_direction_goes_with_it_and_a_second_packet_comes_with_the_same_signaal(cast: Cast) -> None:
    signaal = besloten(
        cast,
        Uitkomst.ANDERE_GEMEENTE,
        Uitkomst.ZORG,
        personen=MENSEN,
        gemeente_code="GM0502",
        waarneming=VERHAAL,
        vrijheid_afgenomen=Antwoord.JA,
    )
    _s, (zorg, buur) = doorgegeven(
        cast,
        naar_zorg(cast, procesregie=True),
        naar_buur(cast, procesregie=False, veldgroepen=frozenset({"locatie"}), verhaal=False),
        signaal=signaal,
    )
    eigen = accepteer(verstrekking_id=buur.pk, door=als(cast.buur))
    assert not selectors.dossierblad(als(cast.buur), eigen.pk).regie_hier
    Signaal.objects.filter(pk=eigen.pk).update(vrijheid_afgenomen=Antwoord.ONBEKEND, acuut=Antwoord.NEE)
    assert open_signaal(eigen).waarneming == ""
    doorgeleiden.wijs_af(verstrekking_id=zorg.pk, reden="Geen plek bij ons.", door=als(cast.zoe))
    signaal.refresh_from_db()
    klaar = bekeken(cast, signaal, naar_buur(cast))
    gemaakt = doorgeleiden.leid_door(
        signaal_id=signaal.pk, voorstellen=klaar, versie=signaal.versie, door=als(cast.anna)
    )
    tweede = gemaakt.delen.get().verstrekking
    zelfde = accepteer(verstrekking_id=tweede.pk, door=als(cast.buur))
    assert zelfde.pk == eigen.pk
    assert [b.nummer for b in open_inhoud(zelfde.dossier).betrokkenen] == [1, 2]
    blad = selectors.dossierblad(als(cast.buur), eigen.pk)
    assert blad.regie_hier
    assert {v.pk for v in blad.bronnen} == {buur.pk, tweede.pk}
    zelfde.refresh_from_db()
    assert zelfde.nieuws_sinds is not None
    assert (zelfde.vrijheid_afgenomen, zelfde.acuut) == (Antwoord.JA, Antwoord.NEE)  # filled in; the own finding stays
    assert open_signaal(zelfde).waarneming == VERHAAL
    assert [kop for kop, _t in open_signaal(zelfde).meegegeven].count("Ontvangen") == 1


def test_a_later_packet_takes_a_closed_signaal_up_again(cast: Cast) -> None:
    signaal, pakket, eigen = licht(cast)
    eigen = beoordeel(cast, eigen, Uitkomst.GEEN_MENSENHANDEL)
    tweede = Verstrekking.objects.get(pk=pakket.pk)
    verantwoording = open_verantwoording(tweede)
    tweede.pk, sleutel, verpakt = nieuw_pakket()
    regels = [Regel("identiteit", "Persoon 9 (Getuige): naam", "Zus Verzonnen")]
    tweede.verantwoording = sleutel.versleutel_json(
        verantwoording, label="verantwoording", rij=tweede.pk, dossier=tweede.pk
    )
    tweede.doel = sleutel.versleutel(b"Overdragen", label="doel", rij=tweede.pk, dossier=tweede.pk)
    tweede.pakket_sleutel, tweede.status = verpakt, Stand.VERZONDEN
    tweede.pakket = sleutel.versleutel(als_bytes(regels), label="pakket", rij=tweede.pk, dossier=tweede.pk)
    tweede.save(force_insert=True)
    zelfde = accepteer(verstrekking_id=tweede.pk, door=als(cast.buur))
    assert (zelfde.pk, zelfde.status) == (eigen.pk, Status.IN_BEOORDELING)
    assert [b.deel for b in open_inhoud(zelfde.dossier).betrokkenen] == ["getuige"]
    assert signaal.pk != zelfde.pk


def nieuw_pakket() -> tuple[Any, Any, bytes]:
    rij = uuid.uuid4()
    return (rij, *versleuteling.nieuwe_gegevenssleutel(rij))


def test_scope_is_decide_for_what_was_taken_over(cast: Cast) -> None:
    _signaal, _pakket, eigen = overgenomen(cast)
    handelingen = sorted({r.handeling for r in alle_rechten() if r.handeling.startswith("signalen.")})
    for naam, persoon in cast.mensen.items():
        door = als(persoon)
        onderwerp = onderwerp_dossier(door, eigen.dossier, soort="signaal", status=eigen.status)
        for handeling in handelingen:
            ziet = Signaal.objects.filter(zichtbare_signalen(door, handeling), pk=eigen.pk).exists()
            besluit = decide(door, handeling, onderwerp)
            binnen = bool(onderwerp.banden) and (besluit.toegestaan or besluit.alleen_stand)
            assert ziet == binnen, (naam, handeling)


def test_the_journaal_says_what_happened_without_the_senders_dossier_or_any_content(cast: Cast) -> None:
    signaal, _pakket, eigen = overgenomen(cast)
    regels = Journaalregel.objects.filter(organisatie_id=cast.buurgemeente.pk)
    assert not regels.filter(dossier_id=signaal.dossier_id).exists()
    regel = regels.get(handeling="signaal.overgenomen")
    assert (regel.dossier_id, regel.grondslag) == (eigen.dossier_id, "taak-gemeente")
    inhoud = repr(list(Journaalinhoud.objects.values()))
    for geheim in ("Xandra", "Verzonnenweg", signaal.nummer, "deur niet uit"):
        assert geheim not in inhoud


def test_it_has_its_own_retention(cast: Cast) -> None:
    signaal, pakket, eigen = licht(cast)
    beoordeel(cast, eigen, Uitkomst.GEEN_MENSENHANDEL)
    registratie = geregistreerd()["signalen.Signaal"]
    assert "signalen.Overname" in geregistreerd()
    registratie.vernietig(Kandidaat(str(eigen.pk), eigen.organisatie_id, klok.vandaag(), eigen.dossier_id))
    eigen.refresh_from_db()
    assert (eigen.inhoud, eigen.dossier.verpakte_sleutel) == (None, None)
    signaal.refresh_from_db()
    assert signaal.dossier.verpakte_sleutel is not None  # the sender's own stays, and so does the packet
    assert verstrekkingsblad(als(cast.buur), pakket.pk).regels
