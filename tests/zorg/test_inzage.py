"""A client asks what a traject holds, or to erase it: everything on the client, nothing on anybody else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.cast import Cast, als, medewerker
from tests.dossiers.inzagehulp import MOTIVERING, beantwoord, gezocht, persoon, voorgelegd
from tests.signalen.hulp import doorgegeven
from tests.web.signalen.hulp import als_persoon
from tests.zorg.comenshahulp import hulpvraag, registratie
from tests.zorg.hulp import client
from tests.zorg.opvanghulp import geef_profiel, plek, voorziening
from tests.zorg.test_begeleiden import contact, stel
from tests.zorg.test_loop import lopend

from baken.casussen.services.aannemen import accepteer
from baken.dossiers.inzage import services as inzage
from baken.dossiers.inzage.besluit import Besluitvorm
from baken.dossiers.inzage.bronnen import alle_regels, eigen_regels
from baken.dossiers.inzage.gesloten import open_uitvoer
from baken.dossiers.models import Avgbesluit, Avgverzoek
from baken.dossiers.verzoekverloop import Dossieruitkomst, Verzoeksoort
from baken.kern import klok
from baken.kern.fouten import NietGevondenError, OngeldigeInvoerError, VerouderdError
from baken.organisaties.rollen import Rol
from baken.zorg.blad import trajectblad
from baken.zorg.models import Plaatsing, Registratie, Registratiesleutel, Traject, Trajectstuk, Wachtplek
from baken.zorg.rules.opvang import Opvangsoort
from baken.zorg.services import bedenktijd

MIRA = {"naam": "Mira Voorbeeld", "geboortedatum": "1998-04-03"}
HUIS = "Verzwegen Huis"
ANDER = "Anderwoord"
VAN_DE_CLIENT = ("Gebeld over de huisarts", "Een veilige slaapplek", "Roemeens", "Registratie bij CoMensha")


@pytest.fixture
def zorg(cast: Cast) -> Cast:
    """Give the zorgpunt its own people for requests: the FG and two aandachtsfunctionarissen."""
    for naam, rol in (("anna", Rol.AANDACHTSFUNCTIONARIS), ("vera", Rol.AANDACHTSFUNCTIONARIS), ("fg", Rol.FG)):
        cast.mensen[naam] = medewerker(f"{naam}-zorg", cast.zorg, rol)
    return cast


@pytest.fixture
def t(zorg: Cast) -> Traject:
    """Give a traject of Mira with everything in it that goes on, and one of somebody else."""
    t = lopend(zorg)
    geef_profiel(t, taal="Roemeens", aanmelder="Verzwegen Melder", verblijf="bedenktijd")
    contact(zorg, t)
    stel(zorg, t)
    velden: dict[str, Any] = {"begin": klok.vandaag(), "dublin": False, "verleend_door": "politie"}
    bedenktijd.begin_bedenktijd(traject_id=t.pk, door=als(zorg.zoe), **velden)
    zoe, vandaag = als(zorg.zoe), klok.vandaag()
    bed = plek(zoe, voorziening(zoe, naam=HUIS))
    Plaatsing.objects.create(
        traject=t,
        plek=bed,
        van=vandaag,
        tot=vandaag + timedelta(days=2),
        gereserveerd_op=klok.nu(),
        gereserveerd_door=zorg.zoe,
    )
    Wachtplek.objects.create(traject=t, soort=Opvangsoort.REGULIER, sinds=vandaag, urgentie="URG-HOOG")
    registratie(zorg, van=t)
    hulpvraag(zorg, van=t)
    ander = lopend(zorg, client=client(identiteit={"naam": "Yara Anders", "geboortedatum": "1991-02-03"}, contact={}))
    contact(zorg, ander, tekst=ANDER)
    t.refresh_from_db()
    return t


def loop_af(t: Traject) -> None:
    """End all that runs in a traject; what went to CoMensha was handed over."""
    vandaag = klok.vandaag()
    t.bedenktijden.update(status="verlopen")
    t.plaatsingen.update(status="beeindigd", einde_reden="vertrokken")
    t.wachtplekken.update(status="vervallen", afgedaan_op=vandaag)
    for rijen in (t.registraties, t.hulpvragen):
        rijen.update(status="ingetrokken")


def regels(besluit: Avgbesluit) -> dict[str, str]:
    return {
        r.code: f"{r.kop}: {r.tekst}" for r in alle_regels(besluit.dossier, persoon(besluit), {}, besluit.verzoek.soort)
    }


def vorm(besluit: Avgbesluit, **anders: Any) -> Besluitvorm:
    velden = frozenset(regels(besluit))
    return Besluitvorm(**{"uitkomst": Dossieruitkomst.TOEGEWEZEN, "persoon": 1, "velden": velden, **anders})


def deel(*codes: str) -> Besluitvorm:
    return Besluitvorm(
        uitkomst=Dossieruitkomst.DEELS,
        persoon=1,
        velden=frozenset(codes),
        grond="anderen",
        motivering=MOTIVERING,
    )


def gevraagd(zorg: Cast, soort: Verzoeksoort) -> tuple[Avgverzoek, Avgbesluit]:
    verzoek, (besluit,) = gezocht(zorg, soort, MIRA)
    return verzoek, besluit


def code_van(besluit: Avgbesluit, begin: str) -> str:
    return next(code for code in regels(besluit) if code.startswith(begin))


def test_a_client_gets_notes_goals_profile_stays_and_what_went_to_comensha(zorg: Cast, t: Traject) -> None:
    verzoek, besluit = gevraagd(zorg, Verzoeksoort.INZAGE)
    assert besluit.dossier_id == t.dossier_id
    klaar = beantwoord(zorg, verzoek, (besluit, vorm(besluit)))
    tekst = open_uitvoer(klaar).decode()
    for woord in (*VAN_DE_CLIENT, "Bedenktijd", "Wachtlijst voor opvang", "Hulpvraag aan CoMensha"):
        assert woord in tekst
    for woord in (ANDER, "Yara", HUIS, "Verzwegen Melder"):
        assert woord not in tekst


def test_a_note_that_was_not_chosen_is_not_given(zorg: Cast, t: Traject) -> None:
    verzoek, besluit = gevraagd(zorg, Verzoeksoort.INZAGE)
    klaar = beantwoord(zorg, verzoek, (besluit, deel(code_van(besluit, "traject:doel:"))))
    tekst = open_uitvoer(klaar).decode()
    assert "Een veilige slaapplek" in tekst
    assert "Gebeld over de huisarts" not in tekst


def test_giving_all_means_the_notes_too(zorg: Cast, t: Traject) -> None:
    _verzoek, besluit = gevraagd(zorg, Verzoeksoort.INZAGE)
    zonder = frozenset(c for c in regels(besluit) if not c.startswith("traject:stuk:"))
    with pytest.raises(OngeldigeInvoerError) as fout:
        inzage.besluit(besluit_id=besluit.pk, vorm=vorm(besluit, velden=zonder), door=als(zorg.anna))
    assert list(fout.value.fouten) == ["uitkomst"]


def test_a_line_of_another_traject_is_refused(zorg: Cast, t: Traject) -> None:
    ander = Trajectstuk.objects.exclude(traject=t).earliest("op")
    _verzoek, besluit = gevraagd(zorg, Verzoeksoort.WISSING)
    with pytest.raises(OngeldigeInvoerError) as fout:
        inzage.besluit(besluit_id=besluit.pk, vorm=deel(f"traject:stuk:{ander.pk}"), door=als(zorg.anna))
    assert list(fout.value.fouten) == ["velden"]


def test_another_person_and_the_casus_of_both_give_nothing_of_the_care(zorg: Cast, t: Traject) -> None:
    _verzoek, besluit = gevraagd(zorg, Verzoeksoort.INZAGE)
    assert besluit.dossier_id == t.dossier_id
    _signaal, (pakket, _zvh) = doorgegeven(zorg_van(zorg))
    casus = accepteer(verstrekking_id=pakket.pk, door=als(zorg.zoe))
    Traject.objects.update(casus=casus)
    assert eigen_regels(t.dossier, 1, Verzoeksoort.INZAGE)
    assert list(eigen_regels(t.dossier, 2, Verzoeksoort.INZAGE)) == []
    assert list(eigen_regels(casus.dossier, 1, Verzoeksoort.INZAGE)) == []


def zorg_van(zorg: Cast) -> Cast:
    """Return the cast with an aandachtsfunctionaris of the gemeente again, who passes a signaal on."""
    zorg.mensen["anna"] = medewerker("anna-gemeente", zorg.gemeente, Rol.AANDACHTSFUNCTIONARIS)
    return zorg


def test_who_handles_requests_elsewhere_does_not_reach_the_care(zorg: Cast, t: Traject) -> None:
    _verzoek, besluit = gevraagd(zorg, Verzoeksoort.INZAGE)
    with pytest.raises(NietGevondenError):
        inzage.besluit(besluit_id=besluit.pk, vorm=vorm(besluit), door=als(zorg.buur))


def test_what_runs_is_ended_first_and_each_is_named(zorg: Cast, t: Traject) -> None:
    _verzoek, besluit = gevraagd(zorg, Verzoeksoort.WISSING)
    with pytest.raises(OngeldigeInvoerError) as fout:
        inzage.besluit(besluit_id=besluit.pk, vorm=vorm(besluit), door=als(zorg.anna))
    assert list(fout.value.fouten) == ["uitkomst"]
    zinnen = " ".join(fout.value.fouten["uitkomst"])
    for woord in ("bedenktijd", "verblijf", "wachtlijst", "CoMensha"):
        assert woord in zinnen
    with pytest.raises(OngeldigeInvoerError) as fout:
        inzage.besluit(besluit_id=besluit.pk, vorm=deel(code_van(besluit, "traject:verblijf:")), door=als(zorg.anna))
    assert list(fout.value.fouten) == ["velden"]
    assert t.stukken.exists()


def test_erasing_all_takes_every_word_of_the_care_and_the_key_of_comensha(zorg: Cast, t: Traject) -> None:
    loop_af(t)
    assert Registratiesleutel.objects.filter(registratie__traject=t).exists()
    verzoek, besluit = gevraagd(zorg, Verzoeksoort.WISSING)
    klaar = beantwoord(zorg, verzoek, (besluit, vorm(besluit)))
    t.refresh_from_db()
    assert t.profiel is None
    over = (t.stukken, t.doelen, t.bedenktijden, t.plaatsingen, t.wachtplekken, t.overdrachten)
    assert not any(rijen.exists() for rijen in over)
    assert not Registratiesleutel.objects.filter(registratie__traject=t).exists()
    assert [(r.inhoud, r.jaar) for r in Registratie.objects.filter(traject=t)] == [(None, klok.vandaag().year)]
    assert trajectblad(als(zorg.zoe), t.pk).stukken == []
    tekst = open_uitvoer(klaar).decode()
    assert "gewist" in tekst
    assert not any(woord in tekst for woord in (*VAN_DE_CLIENT[:3], ANDER))
    assert Trajectstuk.objects.exclude(traject=t).exists()  # of the other client


def test_erasing_one_note_leaves_the_rest(zorg: Cast, t: Traject) -> None:
    verzoek, besluit = gevraagd(zorg, Verzoeksoort.WISSING)
    stuk = t.stukken.get(soort="contact")
    voor = t.stukken.count()
    beantwoord(zorg, verzoek, (besluit, deel(f"traject:stuk:{stuk.pk}")))
    assert not t.stukken.filter(pk=stuk.pk).exists()
    assert t.stukken.count() == voor - 1
    assert t.doelen.exists()
    assert persoon(besluit).groepen["identiteit"]["naam"] == "Mira Voorbeeld"


def test_erasing_the_profile_takes_its_copy_in_the_intake_too(zorg: Cast, t: Traject) -> None:
    verzoek, besluit = gevraagd(zorg, Verzoeksoort.WISSING)
    beantwoord(zorg, verzoek, (besluit, deel("traject:profiel")))
    blad = trajectblad(als(zorg.zoe), t.pk, onthul=True)
    assert blad.profiel.taal == ""
    intake = next(s for s in blad.stukken if s.soort == "intake")
    assert "profiel" not in intake.inhoud
    assert intake.inhoud["verslag"]


def test_what_began_to_run_since_the_decision_stops_the_erasing(zorg: Cast, t: Traject) -> None:
    loop_af(t)
    verzoek, besluit = gevraagd(zorg, Verzoeksoort.WISSING)
    klaar = voorgelegd(zorg, verzoek, (besluit, vorm(besluit)))
    t.plaatsingen.update(status="verblijft", einde_reden="")
    with pytest.raises(VerouderdError):
        inzage.bevestig(verzoek_id=klaar.pk, afdruk=klaar.uitvoer_hash, door=als(zorg.vera))
    assert t.stukken.exists()
    assert t.plaatsingen.exists()


def test_the_page_offers_the_notes_and_ticks_none_beforehand(zorg: Cast, t: Traject) -> None:
    _verzoek, besluit = gevraagd(zorg, Verzoeksoort.INZAGE)
    blad = als_persoon(zorg.anna).get(f"/verzoeken/besluit/{besluit.pk}/")
    form = blad.context["form"]
    assert not [code for code in form.fields["velden"].initial if code.startswith("traject:")]
    html = blad.content.decode()
    assert "Gebeld over de huisarts" in html
    assert ANDER not in html
    assert HUIS not in html
