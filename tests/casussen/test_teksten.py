"""Free text of a casus: who works in one approach reads no words of the other, and nobody is named in it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.cast import Cast, als, medewerker
from tests.casussen.hulp import morgen
from tests.dossiers.deelhulp import NAAM_DADER, NAAM_SLACHTOFFER, aangenomen, convenant, zvh_casus
from tests.web.signalen.hulp import als_persoon

from baken.casussen.blad import casusblad
from baken.casussen.models import Casus
from baken.casussen.overlegblad import overlegblad, uitnodiging, verslag
from baken.casussen.rules.zicht import leest_tekst
from baken.casussen.services import behandelen, overleg
from baken.casussen.services.overleg import NieuwOverleg, Verslag
from baken.casussen.teksten import NIET_VOOR_U
from baken.casussen.verloop import Casusstatus
from baken.dossiers.acties import NieuweActie
from baken.dossiers.deelblad import DICHT, toestemmingenblad
from baken.dossiers.models import Dossier, Verstrekking
from baken.dossiers.selectors import verstrekkingsblad
from baken.dossiers.services import NieuweBetrokkene, leg_inhoud_vast, sleutel_van
from baken.dossiers.soorten import Toestemmingsdoel
from baken.dossiers.toestemmingen import NieuweToestemming, leg_vast
from baken.dossiers.verloop import Afloop
from baken.kern import klok
from baken.kern.fouten import NietToegestaanError, OngeldigeInvoerError
from baken.keten.models import Actie, Bijeenkomst, Wijze
from baken.keten.verloop import Actiestatus
from baken.organisaties.rollen import Rol

PER_KANT = {
    "agenda": {"slachtoffer": ["De huisarts."], "dader": ["De inval."]},
    "besluiten": {"slachtoffer": ["Zij gaat mee."], "dader": ["Morgen aanhouden."]},
}
DEEL_VAN = {"slachtoffer": NAAM_SLACHTOFFER, "dader": NAAM_DADER}


@pytest.fixture
def casus(cast: Cast) -> Casus:
    """Return a casus with a victim and an offender, at a ZVH where each approach has a colleague of its own."""
    cast.mensen["zita"] = medewerker("zita", cast.zvh, Rol.ZORGCOORDINATOR)
    cast.mensen["rosa"] = medewerker("rosa", cast.zvh, Rol.RIEC_ACCOUNTHOUDER)
    return zvh_casus(cast)


def actie(cast: Cast, casus: Casus, tekst: str, over: str = "", *, wie: str = "piet", eigenaar: str = "piet") -> None:
    nieuw = NieuweActie(tekst, getattr(cast, eigenaar).pk, klok.vandaag(), over=over)
    behandelen.maak_actie(casus_id=casus.pk, actie=nieuw, door=als(getattr(cast, wie)))


def acties(cast: Cast, casus: Casus, wie: str, *, onthul: bool = False) -> list[str]:
    return [a.tekst for a in casusblad(als(getattr(cast, wie)), casus.pk, onthul=onthul).acties]


def test_an_actie_is_read_by_who_works_in_its_approach(cast: Cast, casus: Casus) -> None:
    for tekst, over in (("Naar de huisarts gaan.", "slachtoffer"), ("Het pand bekijken.", "dader"), ("Bellen.", "")):
        actie(cast, casus, tekst, over)
    assert acties(cast, casus, "piet") == ["Naar de huisarts gaan.", "Het pand bekijken.", "Bellen."]
    assert acties(cast, casus, "zita") == ["Naar de huisarts gaan.", NIET_VOOR_U, NIET_VOOR_U]
    assert acties(cast, casus, "rosa") == [NIET_VOOR_U, "Het pand bekijken.", NIET_VOOR_U]


def test_who_works_in_one_approach_writes_in_that_one(cast: Cast, casus: Casus) -> None:
    actie(cast, casus, "Samen op gesprek.", wie="zita", eigenaar="zita")
    assert acties(cast, casus, "zita") == acties(cast, casus, "piet") == ["Samen op gesprek."]
    assert acties(cast, casus, "rosa") == [NIET_VOOR_U]


@pytest.mark.parametrize(
    ("over", "eigenaar", "veld"),
    [("dader", "zita", "eigenaar"), ("", "rosa", "eigenaar"), ("iedereen", "piet", "over")],
)
def test_an_actie_that_its_owner_may_not_read_is_refused(
    cast: Cast, casus: Casus, over: str, eigenaar: str, veld: str
) -> None:
    with pytest.raises(OngeldigeInvoerError) as fout:
        actie(cast, casus, "Het pand bekijken.", over, eigenaar=eigenaar)
    assert list(fout.value.fouten) == [veld]
    assert not acties(cast, casus, "piet")


def test_a_text_names_nobody_until_names_are_asked_for_and_then_only_of_the_own_approach(
    cast: Cast, casus: Casus
) -> None:
    for over, naam in DEEL_VAN.items():
        actie(cast, casus, f"Bellen over {naam}.", over)
    actie(cast, casus, f"{NAAM_SLACHTOFFER} mijdt {NAAM_DADER}.", "slachtoffer")
    gemaskeerd = ["Bellen over Persoon 1 (slachtoffer).", "Bellen over Persoon 2 (dader)."]
    assert acties(cast, casus, "piet")[:2] == gemaskeerd
    assert acties(cast, casus, "piet", onthul=True)[:2] == [f"Bellen over {n}." for n in DEEL_VAN.values()]
    van_zita = acties(cast, casus, "zita", onthul=True)[2]
    assert van_zita.startswith("Xandra")
    assert van_zita.endswith(" mijdt Persoon 2 (dader).")


def test_a_reason_is_read_by_who_may_read_what_its_writer_wrote_of(cast: Cast, casus: Casus) -> None:
    reden = f"{NAAM_SLACHTOFFER} wil niet meer praten."
    behandelen.zet_stand(
        casus_id=casus.pk, versie=casus.versie, naar=Casusstatus.VASTGELOPEN, reden=reden, door=als(cast.piet)
    )

    def laatste(wie: str) -> str:
        return casusblad(als(getattr(cast, wie)), casus.pk).stappen[-1][0].reden

    assert laatste("piet") == "Persoon 1 (slachtoffer) wil niet meer praten."
    assert laatste("zita") == laatste("rosa") == NIET_VOOR_U


def test_the_words_of_a_meeting_are_for_who_was_asked_and_who_works_in_all_of_it(cast: Cast, casus: Casus) -> None:
    behandelen.voeg_lid_toe(casus_id=casus.pk, medewerker_id=cast.zita.pk, door=als(cast.piet))
    nieuw = NieuwOverleg(morgen(), Wijze.DIGITAAL, ["Hoe verder?"], (cast.zita.pk,), (), PER_KANT["agenda"])
    casus.refresh_from_db()
    bijeen = overleg.plan_overleg(casus_id=casus.pk, versie=casus.versie, overleg=nieuw, door=als(cast.piet))
    Bijeenkomst.objects.filter(pk=bijeen.pk).update(op=klok.nu())
    overleg.leg_overleg_vast(
        casus_id=casus.pk,
        bijeenkomst_id=bijeen.pk,
        versie=bijeen.versie,
        verslag=Verslag({}, ["Wij wachten."], PER_KANT["besluiten"]),
        door=als(cast.piet),
    )
    woorden = {
        "piet": (["Hoe verder?", "De huisarts.", "De inval."], ["Wij wachten.", "Zij gaat mee.", "Morgen aanhouden."]),
        "zita": ([NIET_VOOR_U, "De huisarts.", NIET_VOOR_U], [NIET_VOOR_U, "Zij gaat mee.", NIET_VOOR_U]),
        "rosa": ([NIET_VOOR_U, NIET_VOOR_U, "De inval."], [NIET_VOOR_U, NIET_VOOR_U, "Morgen aanhouden."]),
    }
    for wie, gelezen in woorden.items():
        blad = overlegblad(als(getattr(cast, wie)), casus.pk, bijeen.pk)
        assert (blad.agenda, blad.besluiten) == gelezen
    for wie in ("piet", "zita"):
        delen = {d.kop: d.punten for d in verslag(als(getattr(cast, wie)), casus.pk, bijeen.pk).delen}
        assert (delen["Agenda"], delen["Besluiten"]) == woorden[wie]
    with pytest.raises(NietToegestaanError, match="meer dan uw taak"):
        verslag(als(cast.rosa), casus.pk, bijeen.pk)


def test_a_partner_that_reads_along_with_the_victim_reads_no_words_on_the_offender(cast: Cast, casus: Casus) -> None:
    convenant(cast)
    aangenomen(cast, casus)
    casus.refresh_from_db()
    nieuw = NieuwOverleg(morgen(), Wijze.DIGITAAL, ["Hoe verder?"], (), (cast.zorg.pk,), PER_KANT["agenda"])
    bijeen = overleg.plan_overleg(casus_id=casus.pk, versie=casus.versie, overleg=nieuw, door=als(cast.piet))
    assert uitnodiging(als(cast.zoe), bijeen.pk).agenda == [NIET_VOOR_U, "De huisarts.", NIET_VOOR_U]
    sleutel = sleutel_van(casus.dossier)
    bijeen.geheim = sleutel.versleutel_json(
        {"agenda": ["Persoon 2 wordt morgen aangehouden."], "besluiten": []},
        label="bijeenkomst",
        rij=bijeen.pk,
        dossier=casus.dossier_id,
    )
    bijeen.save()
    assert uitnodiging(als(cast.zoe), bijeen.pk).agenda == [NIET_VOOR_U], "written before points had a side"
    casus.dossier.betrokkenen.filter(deel="dader").delete()
    assert uitnodiging(als(cast.zoe), bijeen.pk).agenda != [NIET_VOOR_U], "the casus is about the victim only"


def test_who_works_in_one_approach_writes_no_point_of_the_other(cast: Cast, casus: Casus) -> None:
    nieuw = NieuwOverleg(morgen(), Wijze.DIGITAAL, ["Hoe verder?"], agenda_over={"dader": ["De inval."]})
    with pytest.raises(OngeldigeInvoerError) as fout:
        overleg.plan_overleg(casus_id=casus.pk, versie=casus.versie, overleg=nieuw, door=als(cast.zita))
    assert list(fout.value.fouten) == ["agenda_dader"]
    bijeen = overleg.plan_overleg(
        casus_id=casus.pk, versie=casus.versie, overleg=replace(nieuw, agenda_over={}), door=als(cast.zita)
    )
    for wie, gelezen in (("zita", "Hoe verder?"), ("piet", "Hoe verder?"), ("rosa", NIET_VOOR_U)):
        assert overlegblad(als(getattr(cast, wie)), casus.pk, bijeen.pk).agenda == [gelezen]


def test_what_an_offender_said_on_consent_is_not_for_who_works_with_the_victim(cast: Cast, casus: Casus) -> None:
    for nummer, woorden in ((1, "Het slachtoffer zei ja op deze vraag."), (2, "De dader zei ja op deze vraag.")):
        persoon = casus.dossier.betrokkenen.get(volgorde=nummer)
        ja = NieuweToestemming(Toestemmingsdoel.DELEN, "in een gesprek", woorden, persoon.pk, cast.zorg.pk)
        leg_vast(dossier_id=casus.dossier_id, nieuw=ja, door=als(cast.piet))

    def gelezen(wie: str) -> set[str]:
        return {t.woorden for t in toestemmingenblad(als(getattr(cast, wie)), casus.dossier_id).toestemmingen}

    assert gelezen("piet") == {"Het slachtoffer zei ja op deze vraag.", "De dader zei ja op deze vraag."}
    assert gelezen("zita") == {"Het slachtoffer zei ja op deze vraag.", DICHT}


def test_of_who_came_after_the_deelbesluit_a_partner_reads_no_words_and_no_part(cast: Cast, casus: Casus) -> None:
    convenant(cast)
    aangenomen(cast, casus)
    casus.refresh_from_db()
    punten = {"slachtoffer": ["Quirina Bedacht is ziek."], "dader": []}
    nieuw = NieuwOverleg(morgen(), Wijze.DIGITAAL, ["Hoe verder?"], (), (cast.zorg.pk,), punten)
    bijeen = overleg.plan_overleg(casus_id=casus.pk, versie=casus.versie, overleg=nieuw, door=als(cast.piet))
    later = NieuweBetrokkene("slachtoffer", identiteit={"naam": "Quirina Bedacht"})
    casus.dossier.betrokkenen.filter(deel="dader").delete()
    assert uitnodiging(als(cast.zoe), bijeen.pk).agenda == ["Hoe verder?", "Quirina Bedacht is ziek."]

    leg_inhoud_vast(casus.dossier, sleutel_van(casus.dossier), [later], [], al=2)

    assert uitnodiging(als(cast.zoe), bijeen.pk).agenda == [NIET_VOOR_U, NIET_VOOR_U]
    getuige = NieuweBetrokkene("getuige", identiteit={"naam": "Quirina Bedacht"})
    casus.dossier.betrokkenen.filter(volgorde=3).delete()
    leg_inhoud_vast(casus.dossier, sleutel_van(casus.dossier), [getuige], [], al=2)
    assert uitnodiging(als(cast.zoe), bijeen.pk).agenda == ["Hoe verder?", "Persoon 3 is ziek."]
    casus.dossier.betrokkenen.filter(volgorde=3).update(deel="slachtoffer")
    aangenomen(cast, casus)
    assert uitnodiging(als(cast.zoe), bijeen.pk).agenda == ["Hoe verder?", "Persoon 3 (slachtoffer) is ziek."]


def test_under_the_team_stands_who_reads_along_now_and_not_who_helps_the_other_side(cast: Cast, casus: Casus) -> None:
    convenant(cast)
    pad = f"/casussen/{casus.pk}/"
    assert "Geen andere organisatie leest nu mee." in als_persoon(cast.piet).get(pad).content.decode()
    mee = aangenomen(cast, casus)
    pagina = als_persoon(cast.piet).get(pad).content.decode().partition('id="team"')[2]
    for deel in (cast.zorg.naam, f"/delen/besluit/{mee.pk}/", mee.kenmerk, f"/delen/dossier/{casus.dossier_id}/nieuw/"):
        assert deel in pagina

    def ziet(wie: str) -> list[Verstrekking]:
        return list(casusblad(als(getattr(cast, wie)), casus.pk).meelezers)

    assert (ziet("piet"), ziet("zita"), ziet("rosa")) == ([mee], [mee], [])
    Dossier.objects.filter(pk=casus.dossier_id).update(afgeschermd=True)
    assert ziet("piet") == [], "nobody reads along behind a shield"
    Dossier.objects.filter(pk=casus.dossier_id).update(afgeschermd=False)
    Verstrekking.objects.filter(pk=mee.pk).update(beeindigd_op=klok.nu())
    assert ziet("piet") == []


def test_who_may_not_read_an_actie_does_not_round_it_off(cast: Cast, casus: Casus) -> None:
    actie(cast, casus, "Het pand bekijken.", "dader")
    (rij,) = casusblad(als(cast.piet), casus.pk).acties

    def klaar(wie: str) -> Actie:
        door = als(getattr(cast, wie))
        return behandelen.rond_actie_af(casus_id=casus.pk, actie_id=rij.id, naar=Actiestatus.KLAAR, door=door)

    knop = f'name="actie" value="{rij.id}"'
    assert knop not in als_persoon(cast.zita).get(f"/casussen/{casus.pk}/").content.decode()
    assert knop in als_persoon(cast.rosa).get(f"/casussen/{casus.pk}/").content.decode()
    with pytest.raises(NietToegestaanError) as fout:
        klaar("zita")
    assert fout.value.reden == behandelen.NIET_UW_ACTIE
    assert klaar("rosa").status == Actiestatus.KLAAR


def test_of_a_casus_with_both_sides_who_works_on_one_sets_no_stand_and_tells_no_sender(
    cast: Cast, casus: Casus
) -> None:
    zita = als(cast.zita)

    def stand() -> Casus:
        casus.refresh_from_db()
        vast = Casusstatus.IN_OVERLEG if casus.status == Casusstatus.OPEN else Casusstatus.OPEN
        return behandelen.zet_stand(casus_id=casus.pk, versie=casus.versie, naar=vast, reden="", door=zita)

    def afloop() -> Casus:
        return behandelen.meld_afloop(casus_id=casus.pk, afloop=Afloop.OPGEPAKT, door=zita)

    pagina = als_persoon(cast.zita).get(f"/casussen/{casus.pk}/").content.decode()
    assert 'id="stand"' not in pagina and 'id="afloop"' not in pagina
    for doe in (stand, afloop):
        with pytest.raises(NietToegestaanError) as fout:
            doe()
        assert fout.value.reden == behandelen.BEIDE_KANTEN
    hulp = {"casus_id": casus.pk, "afloop": Afloop.ZORG_GESTART}
    for wie, noot in (("rosa", ""), ("zita", "Zij woont nu veilig.")):
        with pytest.raises(NietToegestaanError):
            behandelen.meld_afloop(toelichting=noot, door=als(getattr(cast, wie)), **hulp)
    behandelen.meld_afloop(door=zita, **hulp)  # a traject that starts says so
    Casus.objects.filter(pk=casus.pk).update(procesregisseur=cast.zita)
    pagina = als_persoon(cast.zita).get(f"/casussen/{casus.pk}/").content.decode()
    assert 'id="stand"' in pagina and 'id="afloop"' in pagina
    assert stand().status == Casusstatus.IN_OVERLEG
    Casus.objects.filter(pk=casus.pk).update(procesregisseur=cast.piet)
    casus.dossier.betrokkenen.filter(deel="dader").delete()
    assert stand().status == Casusstatus.OPEN, "it is about the victim only"


def test_what_a_sender_was_told_of_the_victim_is_not_read_by_who_works_on_the_offender(
    cast: Cast, casus: Casus
) -> None:
    pakket = casus.bronnen.get().verstrekking_id
    Casus.objects.filter(pk=casus.pk).update(procesregisseur=cast.zita)
    for wie, afloop, noot in (
        ("zita", Afloop.OPGEPAKT, "Zij woont nu veilig."),
        ("piet", Afloop.ZORG_GESTART, "Wij praten verder."),
    ):
        door = als(getattr(cast, wie))
        behandelen.meld_afloop(casus_id=casus.pk, afloop=afloop, toelichting=noot, door=door)

    def noten(wie: str) -> list[str]:
        door = als(getattr(cast, wie))
        op_casus = [b.noot for bron in casusblad(door, casus.pk).bronnen for b in bron.berichten]
        assert [b.noot for b in verstrekkingsblad(door, pakket).berichten] == op_casus
        return op_casus

    assert noten("piet") == ["Zij woont nu veilig.", "Wij praten verder."]
    assert noten("zita") == ["Zij woont nu veilig.", NIET_VOOR_U]
    assert noten("rosa") == [NIET_VOOR_U, NIET_VOOR_U]
    rosa = als_persoon(cast.rosa)
    assert "woont nu" not in "".join(
        rosa.get(pad).content.decode() for pad in (f"/casussen/{casus.pk}/", f"/ontvangen/{pakket}/")
    )
    assert [b.noot for b in verstrekkingsblad(als(cast.anna), pakket).berichten] == noten("piet"), "the sender"


@pytest.mark.parametrize(
    ("over", "leest", "in_casus", "mag"),
    [
        ("dader", {"slachtoffer"}, {"slachtoffer"}, False),
        ("", {"slachtoffer"}, {"slachtoffer"}, True),
        ("", {"slachtoffer"}, {"slachtoffer", "dader"}, False),
        ("", {"slachtoffer"}, set(), False),
        ("", {"slachtoffer", "dader"}, set(), True),
    ],
)
def test_the_rule(over: str, leest: set[str], in_casus: set[str], mag: bool) -> None:
    assert leest_tekst(over, leest, in_casus) is mag
