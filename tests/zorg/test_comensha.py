"""Promises of what goes to CoMensha: counted once, asked with consent, handed over by a person, and nobody's name."""

from __future__ import annotations

import csv
import io
import json
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.db import IntegrityError, transaction
from tests.cast import Cast, als, medewerker, organisatie
from tests.zorg.comenshahulp import (
    HULPVRAAG,
    REGISTRATIE,
    comensha,
    hulpgegevens,
    hulpvraag,
    registratie,
    registratiegegevens,
    toestemming,
)
from tests.zorg.hulp import client, traject, trek_in

from baken.dossiers import toestemmingen
from baken.dossiers.fouten import VerstrekkingGeweigerdError
from baken.dossiers.models import Betrokkene, Dossier, Verstrekking
from baken.dossiers.services import sleutel_van
from baken.dossiers.sleutelwissel import indexeer_opnieuw
from baken.dossiers.soorten import Verstrekkingssoort
from baken.kern import bewaartermijnen, journaal, klok, versleuteling
from baken.kern.fouten import (
    NietGevondenError,
    NietToegestaanError,
    OngeldigeInvoerError,
    OvergangNietToegestaanError,
    VastgehoudenError,
    VerouderdError,
)
from baken.kern.models import Journaalinhoud, Journaalregel
from baken.organisaties.models import Organisatie
from baken.organisaties.rollen import Rol
from baken.zorg.aanleveringen import Antwoordregel, open_antwoorden, open_registratie, voeg_antwoord_toe
from baken.zorg.comenshablad import aanleverlijst, begin_hulpvraag, begin_registratie, comenshablad
from baken.zorg.comenshaonderhoud import openstaand, vernieuw_sleutels
from baken.zorg.models import Registratie, Registratiesleutel
from baken.zorg.services import aanleveren, intake, uitleveren
from baken.zorg.services.aanleveren import AlGeregistreerdError
from baken.zorg.services.uitleveren import Overhandiging
from baken.zorg.soorten import Doelgroep
from baken.zorg.verloop_comensha import COMENSHA, Aanleverstatus

NAAM, GEBOREN, DOCUMENT = "Mira Voorbeeld", "1998-04-03", "NL12345678"


def _zelfde(cast: Cast, **identiteit: str) -> Any:
    """Return a traject that turned out to be of the same person after it was opened."""
    rij = traject(als(cast.zoe), client=client(identiteit={"naam": f"Iemand {uuid4().hex}"}))
    _maak_dezelfde(rij.dossier, identiteit)
    return rij


def _maak_dezelfde(dossier: Dossier, identiteit: dict[str, str]) -> None:
    """Give the client of a dossier another identity, as a correction would."""
    persoon = Betrokkene.objects.get(dossier=dossier)
    gesloten = {"identiteit": identiteit}
    persoon.inhoud = sleutel_van(dossier).versleutel_json(
        gesloten, label="betrokkene", rij=persoon.pk, dossier=dossier.pk
    )
    persoon.save()


def _lever(cast: Cast, *rijen: Any, vorm: str = "csv", soort: Any = REGISTRATIE) -> uitleveren.Bestand:
    return uitleveren.lever_uit(soort=soort, ids=[r.pk for r in rijen], vorm=vorm, door=als(cast.zoe))


def _regels(wat: str) -> int:
    return Journaalregel.objects.filter(handeling=wat).count()


def _verzonden(cast: Cast, rij: Any, soort: Any = REGISTRATIE, *, op: date | None = None) -> Any:
    door = als(cast.zoe)
    _lever(cast, rij, soort=soort)
    gaf = Overhandiging("beveiligde_mail", op or door.vandaag, "Helpdesk")
    return uitleveren.leg_verzending_vast(soort=soort, aanlevering_id=rij.pk, versie=rij.versie, gaf=gaf, door=door)


# --- the life -------------------------------------------------------------------------------------------------------


def test_every_state_has_its_row_and_confirmed_is_an_end() -> None:
    assert COMENSHA.staten == set(Aanleverstatus)
    assert COMENSHA.einden == {Aanleverstatus.BEVESTIGD, Aanleverstatus.INGETROKKEN}


def test_a_registration_goes_from_concept_to_confirmed_and_each_step_is_a_line(cast: Cast) -> None:
    comensha(cast)
    rij = registratie(cast)
    door = als(cast.zoe)
    aanleveren.zet_klaar(soort=REGISTRATIE, aanlevering_id=rij.pk, versie=1, door=door)
    rij.refresh_from_db()
    rij = _verzonden(cast, rij)
    assert (rij.status, rij.verzonden_op) == (Aanleverstatus.VERZONDEN, door.vandaag)
    rij = uitleveren.bevestig(
        soort=REGISTRATIE, aanlevering_id=rij.pk, versie=3, op=door.vandaag, tekst="Nummer 42 bij CoMensha.", door=door
    )
    rij.refresh_from_db()
    assert (rij.status, rij.bevestigd_op) == (Aanleverstatus.BEVESTIGD, door.vandaag)
    sleutel = sleutel_van(rij.traject.dossier)
    (antwoord,) = open_antwoorden(rij, sleutel)
    assert (antwoord.tekst, antwoord.op) == ("Nummer 42 bij CoMensha.", door.vandaag.isoformat())
    assert open_registratie(rij, sleutel) == registratiegegevens()
    assert rij.verstrekking is not None and rij.verstrekking.status == "afgerond"
    for wat in ("vastgelegd", "klaar", "uitgevoerd", "verzonden", "bevestigd"):
        assert _regels(f"comensha.{wat}") == 1, wat
    assert journaal.controleer(cast.zorg.pk).klopt


def test_a_registration_with_something_missing_is_not_ready_and_says_what(cast: Cast) -> None:
    rij = registratie(cast, vormen=("ARB",), status="")
    with pytest.raises(OngeldigeInvoerError) as fout:
        aanleveren.zet_klaar(soort=REGISTRATIE, aanlevering_id=rij.pk, versie=1, door=als(cast.zoe))
    assert set(fout.value.fouten) == {"status", "werk"}


def test_what_was_recorded_can_be_changed_until_it_is_ready_and_again_after_it_was_set_back(cast: Cast) -> None:
    rij, door = registratie(cast), als(cast.zoe)
    args: dict[str, Any] = {"traject_id": rij.traject_id, "jaar": rij.jaar, "door": door}
    aanleveren.leg_registratie_vast(gegevens=registratiegegevens(nationaliteit="BG"), versie=1, **args)
    aanleveren.zet_klaar(soort=REGISTRATIE, aanlevering_id=rij.pk, versie=2, door=door)
    with pytest.raises(OvergangNietToegestaanError):
        aanleveren.leg_registratie_vast(gegevens=registratiegegevens(), versie=3, **args)
    aanleveren.zet_terug(soort=REGISTRATIE, aanlevering_id=rij.pk, versie=3, door=door)
    aanleveren.leg_registratie_vast(gegevens=registratiegegevens(nationaliteit="HU"), versie=4, **args)
    assert Registratie.objects.get().versie == 5


def test_who_looked_at_an_older_version_is_told_so_at_every_step(cast: Cast) -> None:
    rij, door = registratie(cast, klaar=True), als(cast.zoe)
    assert rij.versie == 2
    oud: dict[str, Any] = {"soort": REGISTRATIE, "aanlevering_id": rij.pk, "versie": 1, "door": door}
    for doe in (aanleveren.zet_klaar, aanleveren.zet_terug, aanleveren.trek_in):
        with pytest.raises(VerouderdError):
            doe(**oud)
    gaf = Overhandiging("post", door.vandaag, "Balie")
    with pytest.raises(VerouderdError):
        uitleveren.leg_verzending_vast(gaf=gaf, **oud)
    with pytest.raises(VerouderdError):
        uitleveren.bevestig(op=door.vandaag, tekst="", **oud)
    with pytest.raises(VerouderdError):
        aanleveren.leg_registratie_vast(
            traject_id=rij.traject_id, jaar=rij.jaar, gegevens=registratiegegevens(), versie=1, door=door
        )


@pytest.mark.parametrize(
    ("velden", "fout"),
    [
        ({"status": "bestaat-niet"}, "status"),
        ({"vormen": ("SEKS", "onbekend")}, "vormen"),
        ({"seks": ("HTCDS-SEKS-ONLINE",)}, "seks"),
        ({"nationaliteit": "ZZ"}, "nationaliteit"),
    ],
)
def test_a_code_that_is_on_no_list_and_answers_that_contradict_are_refused(
    cast: Cast, velden: dict[str, Any], fout: str
) -> None:
    with pytest.raises(OngeldigeInvoerError) as geweigerd:
        registratie(cast, **velden)
    assert set(geweigerd.value.fouten) == {fout}
    assert not Registratie.objects.exists()


def test_only_this_year_and_the_one_before_can_be_registered(cast: Cast) -> None:
    rij, door = traject(als(cast.zoe)), als(cast.zoe)
    for jaar in (door.vandaag.year + 1, door.vandaag.year - 2):
        with pytest.raises(OngeldigeInvoerError):
            aanleveren.leg_registratie_vast(
                traject_id=rij.pk, jaar=jaar, gegevens=registratiegegevens(), versie=0, door=door
            )


def test_answers_of_comensha_are_added_one_by_one_and_the_state_stays(cast: Cast) -> None:
    comensha(cast)
    rij, door = registratie(cast, klaar=True), als(cast.zoe)

    def antwoord(tekst: str, versie: int, *, dagen: int = 0) -> Any:
        op = door.vandaag + timedelta(days=dagen)
        return uitleveren.leg_antwoord_vast(
            soort=REGISTRATIE, aanlevering_id=rij.pk, versie=versie, op=op, tekst=tekst, door=door
        )

    with pytest.raises(OvergangNietToegestaanError):
        antwoord("Nog niets gegeven.", 2)
    rij = _verzonden(cast, rij)
    antwoord("Ontvangen.", 3)
    for tekst, dagen, veld in (("", 0, "tekst"), ("x" * 2_001, 0, "tekst"), ("Ja", 1, "op"), ("Ja", -1, "op")):
        with pytest.raises(OngeldigeInvoerError) as fout:
            antwoord(tekst, 4, dagen=dagen)
        assert set(fout.value.fouten) == {veld}
    with pytest.raises(VerouderdError):
        antwoord("Op een oude pagina.", 3)
    uitleveren.bevestig(
        soort=REGISTRATIE, aanlevering_id=rij.pk, versie=4, op=door.vandaag, tekst="Bevestigd.", door=door
    )
    rij = antwoord("Nog een vraag.", 5)
    (een,) = comenshablad(door, rij.traject_id).registraties
    assert [a.tekst for a in een.antwoorden] == ["Ontvangen.", "Bevestigd.", "Nog een vraag."]
    assert {a.door for a in een.antwoorden} == {cast.zoe.naam}
    assert (rij.status, _regels("comensha.antwoord")) == ("bevestigd", 2)
    assert b"Nog een vraag" not in bytes(rij.terugkoppeling)
    with pytest.raises((NietGevondenError, NietToegestaanError)):
        uitleveren.leg_antwoord_vast(
            soort=REGISTRATIE, aanlevering_id=rij.pk, versie=6, op=door.vandaag, tekst="Ja", door=als(cast.anna)
        )


def test_an_answer_from_before_answers_had_a_day_is_still_read(cast: Cast) -> None:
    comensha(cast)
    rij = _verzonden(cast, registratie(cast, klaar=True))
    sleutel = sleutel_van(rij.traject.dossier)
    rij.terugkoppeling = sleutel.versleutel_json(
        "Oud antwoord.", label="terugkoppeling", rij=rij.pk, dossier=rij.traject.dossier_id
    )
    voeg_antwoord_toe(rij, sleutel, Antwoordregel("2026-01-02", "Nieuw."))
    assert [(a.op, a.tekst) for a in open_antwoorden(rij, sleutel)] == [("", "Oud antwoord."), ("2026-01-02", "Nieuw.")]


# --- counted once ---------------------------------------------------------------------------------------------------


def test_the_same_traject_is_registered_once_a_year(cast: Cast) -> None:
    rij = registratie(cast)
    with pytest.raises(AlGeregistreerdError):
        registratie(cast, van=rij.traject)


def test_the_same_document_is_the_same_victim_however_it_was_typed(cast: Cast) -> None:
    registratie(cast, van=traject(als(cast.zoe), client=client(identiteit={"document": DOCUMENT})))
    with pytest.raises(AlGeregistreerdError) as fout:
        registratie(cast, van=_zelfde(cast, naam="Heel Anders", document="nl 1234 5678"))
    jaar = als(cast.zoe).vandaag.year
    assert fout.value.fouten == {"": [f"Voor deze persoon is er in {jaar} al een registratie."]}
    assert Registratie.objects.count() == 1


def test_the_same_name_with_the_same_birth_date_is_the_same_victim(cast: Cast) -> None:
    registratie(cast)
    with pytest.raises(AlGeregistreerdError):
        registratie(cast, van=_zelfde(cast, naam="VOORBEELD, mira", geboortedatum=GEBOREN))
    registratie(cast, van=_zelfde(cast, naam=NAAM, geboortedatum="1998-04-04"))


def test_another_year_and_another_reporter_and_a_withdrawn_registration_are_no_double(cast: Cast) -> None:
    eerste, door = registratie(cast), als(cast.zoe)
    vorig: dict[str, Any] = {"jaar": door.vandaag.year - 1, "gegevens": registratiegegevens(), "versie": 0}
    aanleveren.leg_registratie_vast(traject_id=eerste.traject_id, door=door, **vorig)
    elders = medewerker("elders", organisatie("ander-zorgpunt", "zorgcoordinatie"), Rol.ZORGCOORDINATOR)
    ander = traject(als(elders))
    aanleveren.leg_registratie_vast(
        traject_id=ander.pk, jaar=door.vandaag.year, gegevens=registratiegegevens(), versie=0, door=als(elders)
    )
    aanleveren.trek_in(soort=REGISTRATIE, aanlevering_id=eerste.pk, versie=1, door=door)
    registratie(cast, van=_zelfde(cast, naam=NAAM, geboortedatum=GEBOREN))
    assert Registratie.objects.count() == 4


def test_a_person_who_got_another_name_since_is_guarded_by_the_new_one_when_it_is_set_ready(cast: Cast) -> None:
    registratie(cast)
    later = registratie(cast, van=_zelfde(cast, naam="Nog Onbekend", geboortedatum="1980-02-02"))
    _maak_dezelfde(later.traject.dossier, {"naam": NAAM, "geboortedatum": GEBOREN})
    with pytest.raises(AlGeregistreerdError):
        aanleveren.zet_klaar(soort=REGISTRATIE, aanlevering_id=later.pk, versie=1, door=als(cast.zoe))


def test_the_database_itself_keeps_the_guard(cast: Cast) -> None:
    sleutel = registratie(cast).sleutels.get()
    ander = registratie(cast, van=_zelfde(cast, naam="Iemand Anders", geboortedatum="1970-01-01"))
    velden = {"organisatie_id": sleutel.organisatie_id, "jaar": sleutel.jaar, "soort": sleutel.soort}
    with pytest.raises(IntegrityError), transaction.atomic():
        Registratiesleutel.objects.create(registratie=ander, waarde=sleutel.waarde, **velden)


def test_somebody_without_document_and_without_birth_date_has_no_guard_and_the_page_says_so(cast: Cast) -> None:
    kaal = traject(als(cast.zoe), client=client(identiteit={"naam": "Mira"}))
    rij = registratie(cast, van=kaal)
    assert not rij.sleutels.exists()
    assert not comenshablad(als(cast.zoe), kaal.pk).dubbel_te_zien
    assert comenshablad(als(cast.zoe), registratie(cast).traject_id).dubbel_te_zien


def test_the_guard_holds_through_a_new_key_version_and_is_renewed_by_it(
    cast: Cast, settings: LazySettings, tmp_path: Path
) -> None:
    settings.BAKEN_SLEUTELBESTAND = Path(shutil.copy(settings.BAKEN_SLEUTELBESTAND, tmp_path / "sleutels.json"))
    versleuteling.ververs_sleutelbos()
    rij = registratie(cast)
    oud = bytes(rij.sleutels.get().waarde)
    versleuteling.voeg_sleutelversie_toe(settings.BAKEN_SLEUTELBESTAND)
    versleuteling.ververs_sleutelbos()
    with pytest.raises(AlGeregistreerdError):
        registratie(cast, van=_zelfde(cast, naam=NAAM, geboortedatum=GEBOREN))
    assert vernieuw_sleutels() == 1
    assert bytes(rij.sleutels.get().waarde) != oud
    assert vernieuw_sleutels() == 0
    with pytest.raises(AlGeregistreerdError):
        registratie(cast, van=_zelfde(cast, naam=NAAM, geboortedatum=GEBOREN))


def test_a_birth_date_that_comes_later_is_guarded_too_and_a_double_is_told_and_stops_nothing(cast: Cast) -> None:
    door = als(cast.zoe)
    later = traject(door, client=client(identiteit={"naam": NAAM}))
    rij = registratie(cast, van=later)
    assert not rij.sleutels.exists()
    nieuw = client(identiteit={"naam": NAAM, "geboortedatum": GEBOREN, "document": DOCUMENT})
    later = intake.werk_client_bij(traject_id=later.pk, versie=1, client=nieuw, door=door)
    assert set(rij.sleutels.values_list("soort", flat=True)) == {"naam_geboortedatum", "document"}
    with pytest.raises(AlGeregistreerdError):
        registratie(cast, van=_zelfde(cast, naam=NAAM, geboortedatum=GEBOREN))
    ander = registratie(cast, van=traject(door, client=client(identiteit={"naam": "Nog Onbekend"})))
    _maak_dezelfde(ander.traject.dossier, {"naam": "Nog Onbekend", "document": DOCUMENT})
    indexeer_opnieuw(ander.traject.dossier)
    assert not ander.sleutels.exists()
    assert _regels("comensha.dubbel_gevonden") == 1
    for van in (later, ander.traject):
        (een,) = comenshablad(door, van.pk).registraties
        assert een.dubbel == (van == ander.traject)
    aanleveren.trek_in(soort=REGISTRATIE, aanlevering_id=rij.pk, versie=1, door=door)
    assert not comenshablad(door, ander.traject_id).registraties[0].dubbel


def test_a_new_key_version_goes_on_when_two_registrations_turn_out_to_be_of_one_person(
    cast: Cast, settings: LazySettings, tmp_path: Path
) -> None:
    settings.BAKEN_SLEUTELBESTAND = Path(shutil.copy(settings.BAKEN_SLEUTELBESTAND, tmp_path / "sleutels.json"))
    versleuteling.ververs_sleutelbos()
    anderen = [_zelfde(cast, naam=f"Persoon {n}", document=f"NX111111{n}") for n in "123"]
    rijen = [registratie(cast), *(registratie(cast, van=van) for van in anderen)]
    _maak_dezelfde(rijen[1].traject.dossier, {"naam": NAAM, "geboortedatum": GEBOREN})
    versleuteling.voeg_sleutelversie_toe(settings.BAKEN_SLEUTELBESTAND)
    versleuteling.ververs_sleutelbos()
    assert vernieuw_sleutels() == 4
    assert [r.sleutels.count() for r in rijen[2:]] == [1, 1]
    assert [r.sleutels.count() for r in rijen[:2]] == [1, 0], "the one that had the person keeps the guard"
    assert _regels("comensha.dubbel_gevonden") == 1


# --- asked with consent ---------------------------------------------------------------------------------------------


def test_a_help_request_without_consent_is_refused(cast: Cast) -> None:
    rij = traject(als(cast.zoe))
    with pytest.raises(OngeldigeInvoerError) as fout:
        aanleveren.leg_hulpvraag_vast(traject_id=rij.pk, gegevens=hulpgegevens(), versie=0, door=als(cast.zoe))
    assert fout.value.fouten == {"": ["Voor een hulpvraag is toestemming nodig. Leg die eerst vast."]}
    assert not rij.hulpvragen.exists()


def test_consent_taken_back_stops_a_help_request_at_every_step(cast: Cast) -> None:
    comensha(cast)
    rij, door = hulpvraag(cast, klaar=True), als(cast.zoe)
    toestemmingen.trek_in(toestemming_id=rij.toestemming_id, door=door)
    with pytest.raises(OngeldigeInvoerError):
        _lever(cast, rij, soort=HULPVRAAG)
    aanleveren.zet_terug(soort=HULPVRAAG, aanlevering_id=rij.pk, versie=2, door=door)
    with pytest.raises(OngeldigeInvoerError):
        aanleveren.zet_klaar(soort=HULPVRAAG, aanlevering_id=rij.pk, versie=3, door=door)
    nieuw = toestemming(cast, rij.traject)
    aanleveren.zet_klaar(soort=HULPVRAAG, aanlevering_id=rij.pk, versie=3, door=door)
    rij.refresh_from_db()
    assert rij.toestemming_id == nieuw.pk


def test_consent_taken_back_after_the_file_was_made_takes_the_packet_back_and_stops_handing_it_over(cast: Cast) -> None:
    comensha(cast)
    rij, door = hulpvraag(cast, klaar=True), als(cast.zoe)
    _lever(cast, rij, soort=HULPVRAAG)
    toestemmingen.trek_in(toestemming_id=rij.toestemming_id, door=door)
    assert Verstrekking.objects.get().status == "ingetrokken"
    gaf = Overhandiging("telefoon", door.vandaag, "Helpdesk")
    with pytest.raises(OvergangNietToegestaanError):
        uitleveren.leg_verzending_vast(soort=HULPVRAAG, aanlevering_id=rij.pk, versie=2, gaf=gaf, door=door)


def test_consent_taken_back_after_handing_over_ends_it_and_the_page_says_to_tell_comensha(cast: Cast) -> None:
    comensha(cast)
    rij, door = _verzonden(cast, hulpvraag(cast, klaar=True), HULPVRAAG), als(cast.zoe)
    toestemmingen.trek_in(toestemming_id=rij.toestemming_id, door=door)
    assert comenshablad(door, rij.traject_id).hulpvragen[0].teruggenomen
    with pytest.raises(OvergangNietToegestaanError):
        uitleveren.bevestig(soort=HULPVRAAG, aanlevering_id=rij.pk, versie=3, op=door.vandaag, tekst="", door=door)
    aanleveren.trek_in(soort=HULPVRAAG, aanlevering_id=rij.pk, versie=3, door=door)
    rij.refresh_from_db()
    assert (rij.status, rij.inhoud) == (Aanleverstatus.INGETROKKEN, None)


def test_a_help_request_rests_on_its_consent_in_the_register_and_a_registration_on_none(cast: Cast) -> None:
    comensha(cast)
    van = traject(als(cast.zoe))
    hulp, telling = hulpvraag(cast, van=van, klaar=True), registratie(cast, van=van, klaar=True)
    _lever(cast, hulp, soort=HULPVRAAG)
    _lever(cast, telling)
    rijen = {v.grondslag.code: v for v in Verstrekking.objects.filter(soort=Verstrekkingssoort.COMENSHA)}
    assert set(rijen) == {"toestemming-comensha-hulp", "taak-comensha-registratie"}
    assert rijen["toestemming-comensha-hulp"].toestemming_id == hulp.toestemming_id
    assert rijen["taak-comensha-registratie"].toestemming_id is None
    assert rijen["taak-comensha-registratie"].veldgroepen == []


# --- the file -------------------------------------------------------------------------------------------------------


def test_csv_and_json_read_back_and_say_the_same(cast: Cast) -> None:
    comensha(cast)
    rij = registratie(cast, klaar=True, methoden=("HTCDS-METHODEN-SCHULD", "HTCDS-METHODEN-DREIGEN"))
    tabel = _lever(cast, rij)
    lezer = csv.DictReader(io.StringIO(tabel.inhoud.decode("utf-8-sig"), newline=""), delimiter=";")
    (cellen,) = list(lezer)
    pakket = json.loads(_lever(cast, rij, vorm="json").inhoud)
    assert pakket["soort"] == "registratie"
    (regel,) = pakket["regels"]
    assert tuple(cellen) == tuple(regel)
    assert regel["vic_TypeOfExploitation"] == ["Other"] and regel["x_baken_crimineel"] is True
    assert cellen["vic_TypeOfExploitation"] == "Other" and cellen["x_baken_crimineel"] == "ja"
    assert cellen["vic_MethodsOfControl"].split("|") == regel["vic_MethodsOfControl"] == ["DebtBondage", "Threats"]
    assert (regel["prs_Citizenship"], regel["cas_Status"], regel["org_Type"]) == ("RO", "Active", "NGO")
    assert (regel["x_baken_kenmerk"], regel["x_baken_jaar"]) == (rij.kenmerk, rij.jaar)
    assert (tabel.naam[-4:], tabel.mediatype) == (".csv", "text/csv; charset=utf-8")


def test_no_name_no_number_and_no_place_is_in_any_byte_of_any_file(cast: Cast) -> None:
    comensha(cast)
    van = traject(
        als(cast.zoe),
        client=client(
            identiteit={"naam": NAAM, "geboortedatum": GEBOREN, "document": DOCUMENT},
            contact={"telefoon": "06 12345678", "email": "mira@voorbeeld.invalid"},
        ),
    )
    hulp, telling = hulpvraag(cast, van=van, klaar=True), registratie(cast, van=van, klaar=True)
    bestanden = [_lever(cast, telling, vorm=v).inhoud for v in ("csv", "json")]
    bestanden += [_lever(cast, hulp, vorm=v, soort=HULPVRAAG).inhoud for v in ("csv", "json")]
    for geheim in ("Mira", "Voorbeeld,", "1998", "04-03", "12345678", "invalid", van.nummer, str(van.dossier_id)):
        assert not [b for b in bestanden if geheim.encode() in b], geheim
    # The two files share nothing by which one record could be laid beside the other.
    assert telling.kenmerk.encode() not in bestanden[2] + bestanden[3]
    assert hulp.kenmerk.encode() not in bestanden[0] + bestanden[1]
    inhoud = json.dumps(list(Journaalinhoud.objects.values_list("inhoud", flat=True)))
    assert "Mira" not in inhoud and "RO" not in inhoud


def test_a_name_of_an_organisation_is_no_formula_in_the_table(cast: Cast) -> None:
    comensha(cast)
    Organisatie.objects.filter(pk=cast.zorg.pk).update(naam="=cmd|' /C calc'!A0")
    tabel = _lever(cast, registratie(cast, klaar=True)).inhoud.decode("utf-8-sig")
    assert "\"'=cmd" in tabel


def test_making_the_same_file_again_makes_no_new_packet_and_another_content_does(cast: Cast) -> None:
    comensha(cast)
    rij, door = registratie(cast, klaar=True), als(cast.zoe)
    _lever(cast, rij)
    _lever(cast, rij, vorm="json")
    assert (Verstrekking.objects.count(), _regels("comensha.uitgevoerd")) == (1, 2)
    aanleveren.zet_terug(soort=REGISTRATIE, aanlevering_id=rij.pk, versie=2, door=door)
    assert Verstrekking.objects.get().status == "ingetrokken"
    aanleveren.leg_registratie_vast(
        traject_id=rij.traject_id, jaar=rij.jaar, gegevens=registratiegegevens(nationaliteit="BG"), versie=3, door=door
    )
    aanleveren.zet_klaar(soort=REGISTRATIE, aanlevering_id=rij.pk, versie=4, door=door)
    _lever(cast, rij)
    assert sorted(Verstrekking.objects.values_list("status", flat=True)) == ["ingetrokken", "klaargezet"]


def test_a_file_is_all_or_nothing_and_of_ready_records_only(cast: Cast) -> None:
    comensha(cast)
    klaar = registratie(cast, klaar=True)
    concept = registratie(cast, van=_zelfde(cast, naam="Iemand Anders", geboortedatum="1970-01-01"))
    with pytest.raises(OvergangNietToegestaanError):
        _lever(cast, klaar, concept)
    assert not Verstrekking.objects.exists() and _regels("comensha.uitgevoerd") == 0
    for ids, vorm in (([], "csv"), ([klaar.pk], "xlsx"), ([uuid4() for _ in range(101)], "csv")):
        with pytest.raises(OngeldigeInvoerError):
            uitleveren.lever_uit(soort=REGISTRATIE, ids=ids, vorm=vorm, door=als(cast.zoe))
    with pytest.raises(NietGevondenError):
        uitleveren.lever_uit(soort=REGISTRATIE, ids=[uuid4()], vorm="csv", door=als(cast.zoe))


def test_without_comensha_among_the_partners_nothing_leaves_and_the_page_says_what_to_do(cast: Cast) -> None:
    rij = registratie(cast, klaar=True)
    with pytest.raises(VerstrekkingGeweigerdError) as fout:
        _lever(cast, rij)
    assert "CoMensha staat nog niet bij de partners" in str(fout.value.melding)
    blad = comenshablad(als(cast.zoe), rij.traject_id)
    assert not blad.poorten[REGISTRATIE].open and "partners" in blad.poorten[REGISTRATIE].reden


def test_a_receiver_that_ended_gets_nothing(cast: Cast) -> None:
    weg = comensha(cast)
    rij = registratie(cast, klaar=True)
    Organisatie.objects.filter(pk=weg.pk).update(geldig_tot=klok.vandaag())
    with pytest.raises(VerstrekkingGeweigerdError):
        _lever(cast, rij)


def test_handing_over_asks_a_file_and_a_day_that_fits(cast: Cast) -> None:
    comensha(cast)
    rij, door = registratie(cast, klaar=True), als(cast.zoe)
    vast: dict[str, Any] = {"soort": REGISTRATIE, "aanlevering_id": rij.pk, "versie": 2, "door": door}
    with pytest.raises(OvergangNietToegestaanError):
        uitleveren.leg_verzending_vast(gaf=Overhandiging("post", door.vandaag, "Balie"), **vast)
    _lever(cast, rij)
    morgen, gisteren = door.vandaag + timedelta(days=1), door.vandaag - timedelta(days=1)
    for gaf, veld in (
        (Overhandiging("duif", door.vandaag, "Balie"), "hoe"),
        (Overhandiging("post", morgen, "Balie"), "op"),
        (Overhandiging("post", gisteren, "Balie"), "op"),
        (Overhandiging("post", door.vandaag, "  "), "aan_wie"),
    ):
        with pytest.raises(OngeldigeInvoerError) as fout:
            uitleveren.leg_verzending_vast(gaf=gaf, **vast)
        assert set(fout.value.fouten) == {veld}


def test_confirming_asks_a_day_that_fits_and_that_it_was_handed_over(cast: Cast) -> None:
    comensha(cast)
    rij, door = registratie(cast, klaar=True), als(cast.zoe)
    vast: dict[str, Any] = {"soort": REGISTRATIE, "aanlevering_id": rij.pk, "door": door}
    with pytest.raises(OvergangNietToegestaanError):
        uitleveren.bevestig(versie=2, op=door.vandaag, tekst="", **vast)
    _verzonden(cast, rij)
    for op, tekst in ((door.vandaag + timedelta(days=1), ""), (date(2020, 1, 1), ""), (door.vandaag, "x" * 2001)):
        with pytest.raises(OngeldigeInvoerError):
            uitleveren.bevestig(versie=3, op=op, tekst=tekst, **vast)
    uitleveren.bevestig(versie=3, op=door.vandaag, tekst="", **vast)
    with pytest.raises(OvergangNietToegestaanError):
        aanleveren.trek_in(soort=REGISTRATIE, aanlevering_id=rij.pk, versie=4, door=door)


def test_withdrawing_takes_content_and_guard_away_and_the_packet_back(cast: Cast) -> None:
    comensha(cast)
    rij = _verzonden(cast, registratie(cast, klaar=True))
    aanleveren.trek_in(soort=REGISTRATIE, aanlevering_id=rij.pk, versie=3, door=als(cast.zoe))
    rij.refresh_from_db()
    assert (rij.status, rij.inhoud, rij.sleutels.count()) == (Aanleverstatus.INGETROKKEN, None, 0)
    assert Verstrekking.objects.get().status == "ingetrokken"


def test_withdrawing_what_was_never_handed_over_leaves_no_packet_that_can_be_read(cast: Cast) -> None:
    comensha(cast)
    rij, door = registratie(cast, klaar=True), als(cast.zoe)
    _lever(cast, rij)
    aanleveren.zet_terug(soort=REGISTRATIE, aanlevering_id=rij.pk, versie=2, door=door)
    aanleveren.leg_registratie_vast(
        traject_id=rij.traject_id, jaar=rij.jaar, gegevens=registratiegegevens(nationaliteit="BG"), versie=3, door=door
    )
    aanleveren.zet_klaar(soort=REGISTRATIE, aanlevering_id=rij.pk, versie=4, door=door)
    _lever(cast, rij)
    rij.refresh_from_db()
    assert _leesbaar() == [rij.verstrekking_id]  # the one it replaced went
    aanleveren.trek_in(soort=REGISTRATIE, aanlevering_id=rij.pk, versie=5, door=door)
    assert _leesbaar() == []


def test_withdrawing_leaves_the_packet_that_comensha_got_until_its_own_term(cast: Cast) -> None:
    comensha(cast)
    rij = _verzonden(cast, registratie(cast, klaar=True))
    aanleveren.trek_in(soort=REGISTRATIE, aanlevering_id=rij.pk, versie=3, door=als(cast.zoe))
    assert _leesbaar() == [rij.verstrekking_id]


def test_nothing_under_a_legal_hold_is_withdrawn(cast: Cast) -> None:
    comensha(cast)
    rij = registratie(cast, klaar=True)
    _lever(cast, rij)
    Dossier.objects.filter(pk=rij.traject.dossier_id).update(vastgehouden=True)
    with pytest.raises(VastgehoudenError) as fout:
        aanleveren.trek_in(soort=REGISTRATIE, aanlevering_id=rij.pk, versie=2, door=als(cast.zoe))
    assert str(fout.value.melding) == "Deze gegevens moeten bewaard blijven."
    rij.refresh_from_db()
    assert rij.status == Aanleverstatus.KLAAR and rij.inhoud is not None and len(_leesbaar()) == 1


# --- who may --------------------------------------------------------------------------------------------------------


def test_another_organisation_another_role_and_no_second_factor_get_nothing(cast: Cast) -> None:
    rij = registratie(cast)
    elders = medewerker("elders", organisatie("ander-zorgpunt", "zorgcoordinatie"), Rol.ZORGCOORDINATOR)
    beheer = medewerker("zorgbeheer", cast.zorg, Rol.BEHEERDER)
    for door in (als(elders), als(beheer), als(cast.anna), als(cast.zoe, tweede_factor=False)):
        with pytest.raises((NietGevondenError, NietToegestaanError)):
            comenshablad(door, rij.traject_id)
        for doe in (aanleveren.zet_klaar, aanleveren.trek_in, aanleveren.zet_terug):
            with pytest.raises((NietGevondenError, NietToegestaanError)):
                doe(soort=REGISTRATIE, aanlevering_id=rij.pk, versie=1, door=door)
        with pytest.raises((NietGevondenError, NietToegestaanError)):
            uitleveren.lever_uit(soort=REGISTRATIE, ids=[rij.pk], vorm="csv", door=door)
        with pytest.raises((NietGevondenError, NietToegestaanError)):
            begin_registratie(door, rij.traject_id, rij.jaar)
        assert not aanleverlijst(door, REGISTRATIE, tab="voorbereiden").rijen


def test_an_offender_goes_to_comensha_in_no_way(cast: Cast) -> None:
    rij, door = traject(als(cast.zoe), Doelgroep.DADER), als(cast.zoe)
    with pytest.raises(NietToegestaanError, match="dader"):
        registratie(cast, van=rij)
    with pytest.raises(NietGevondenError):
        comenshablad(door, rij.pk)


def test_a_person_whose_data_may_only_be_kept_goes_in_no_record_and_no_file(cast: Cast) -> None:
    comensha(cast)
    klaar, hulp = registratie(cast, klaar=True), None
    hulp = hulpvraag(cast, van=klaar.traject, klaar=True)
    Betrokkene.objects.update(beperkt_op=klok.vandaag())
    for rij, soort in ((klaar, REGISTRATIE), (hulp, HULPVRAAG)):
        with pytest.raises(NietToegestaanError, match="AVG artikel 18"):
            _lever(cast, rij, soort=soort)
    with pytest.raises(NietToegestaanError, match="AVG artikel 18"):
        aanleveren.leg_registratie_vast(
            traject_id=klaar.traject_id,
            jaar=klaar.jaar - 1,
            gegevens=registratiegegevens(),
            versie=0,
            door=als(cast.zoe),
        )


# --- what people read -----------------------------------------------------------------------------------------------


def test_the_form_starts_with_what_the_traject_tells_and_nothing_that_is_not_sure(cast: Cast) -> None:
    rij, door = traject(als(cast.zoe), vormen=("SEKS",)), als(cast.zoe)
    begin = begin_registratie(door, rij.pk, door.vandaag.year)
    assert begin.versie == 0
    assert begin.gegevens == registratiegegevens(
        status="", vormen=("SEKS",), nationaliteit="", melder="", reikwijdte=""
    )
    hulp = begin_hulpvraag(door, rij.pk)
    assert hulp.gegevens == hulpgegevens(hulp=(), vannacht="", verblijf="", tolk="", kinderen="")


def test_the_age_that_the_forms_start_with_is_that_of_today(cast: Cast) -> None:
    jong = client(identiteit={"naam": "Nora Voorbeeld", "geboortedatum": "2012-05-01"}, leeftijdsgroep="25-29")
    with klok.zet_stil(datetime(2026, 6, 1, 10, tzinfo=UTC)):
        rij, door = traject(als(cast.zoe), client=jong), als(cast.zoe)
        assert begin_registratie(door, rij.pk, door.vandaag.year).gegevens.leeftijdsgroep == "12-17"
        assert begin_hulpvraag(door, rij.pk).gegevens.leeftijdsgroep == "12-17"


def test_the_page_shows_both_records_with_what_is_missing_and_opening_it_is_a_line(cast: Cast) -> None:
    comensha(cast)
    rij = registratie(cast, reikwijdte="")
    hulp = hulpvraag(cast, van=rij.traject)
    blad = comenshablad(als(cast.zoe), rij.traject_id)
    assert [a.ontbreekt for a in blad.registraties] == [("reikwijdte",)]
    assert [a.rij.pk for a in blad.hulpvragen] == [hulp.pk]
    assert blad.toestemming is not None and all(poort.open for poort in blad.poorten.values())
    assert blad.jaren == [als(cast.zoe).vandaag.year - 1]
    assert _regels("comensha.ingezien") == 1


def test_the_list_stands_by_tab_without_content_in_few_queries(cast: Cast, django_assert_max_num_queries: Any) -> None:
    comensha(cast)
    registratie(cast)
    registratie(cast, van=_zelfde(cast, naam="Iemand Anders", geboortedatum="1970-01-01"), klaar=True)
    with django_assert_max_num_queries(9):
        lijst = aanleverlijst(als(cast.zoe), REGISTRATIE, tab="klaar")
        assert [r.traject.nummer for r in lijst.rijen]
    assert lijst.aantallen == {"voorbereiden": 1, "klaar": 1, "verzonden": 0, "gedaan": 0}
    assert lijst.poort.open


def test_a_traject_does_not_close_silently_while_something_waits_to_go_to_comensha(cast: Cast) -> None:
    rij, door = registratie(cast), als(cast.zoe)
    hulpvraag(cast, van=rij.traject)
    assert openstaand(rij.traject) == [
        "Er wacht nog een registratie voor CoMensha.",
        "Er wacht nog een hulpvraag voor CoMensha.",
    ]
    aanleveren.trek_in(soort=REGISTRATIE, aanlevering_id=rij.pk, versie=1, door=door)
    assert openstaand(rij.traject) == ["Er wacht nog een hulpvraag voor CoMensha."]


# --- retention ------------------------------------------------------------------------------------------------------


def _kandidaten(cast: Cast, model: str) -> list[bewaartermijnen.Kandidaat]:
    bewaartermijnen.laad_standaardregels()
    regel = bewaartermijnen.bewaarregel_voor("comensha", cast.zorg.pk)
    vind = bewaartermijnen.geregistreerd()[model].vind
    assert regel is not None and vind is not None
    return list(vind(regel, klok.vandaag()))


def test_after_its_term_a_registration_is_a_number_without_content_or_guard(cast: Cast) -> None:
    comensha(cast)
    rij = _verzonden(cast, registratie(cast, klaar=True))
    assert not _kandidaten(cast, "zorg.Registratie")
    over = klok.maanden_erbij(rij.verzonden_op, 24)
    with klok.zet_stil(datetime(over.year, over.month, over.day, 12, tzinfo=klok.TIJDZONE)):
        (kandidaat,) = _kandidaten(cast, "zorg.Registratie")
        vernietig = bewaartermijnen.geregistreerd()["zorg.Registratie"].vernietig
        assert vernietig is not None
        Dossier.objects.filter(pk=rij.traject.dossier_id).update(vastgehouden=True)
        with pytest.raises(VastgehoudenError):
            vernietig(kandidaat)
        Dossier.objects.filter(pk=rij.traject.dossier_id).update(vastgehouden=False)
        assert vernietig(kandidaat) == 3
        rij.refresh_from_db()
        assert (rij.inhoud, rij.sleutels.count(), rij.status) == (None, 0, Aanleverstatus.VERZONDEN)
        assert _leesbaar() == []  # the packet has a key of its own
        assert not _kandidaten(cast, "zorg.Registratie")


def _leesbaar() -> list[Any]:
    """Return the packets that still can be read."""
    return [v.pk for v in Verstrekking.objects.all() if v.pakket is not None or v.pakket_sleutel is not None]


def test_every_packet_for_comensha_goes_with_its_traject_handed_over_or_not(cast: Cast) -> None:
    comensha(cast)
    rij = registratie(cast, klaar=True)
    hulp = hulpvraag(cast, van=rij.traject, klaar=True)
    _verzonden(cast, rij)
    _lever(cast, hulp, soort=HULPVRAAG)
    assert len(_leesbaar()) == 2
    vernietig = bewaartermijnen.geregistreerd()["zorg.Traject"].vernietig
    assert vernietig is not None
    kandidaat = bewaartermijnen.Kandidaat(str(rij.traject_id), cast.zorg.pk, klok.vandaag(), rij.traject.dossier_id)
    Dossier.objects.filter(pk=rij.traject.dossier_id).update(vastgehouden=True)
    with pytest.raises(VastgehoudenError):
        vernietig(kandidaat)
    assert len(_leesbaar()) == 2
    Dossier.objects.filter(pk=rij.traject.dossier_id).update(vastgehouden=False)
    vernietig(kandidaat)
    assert _leesbaar() == []
    assert Verstrekking.objects.count() == 2  # to whom and when stays, to account for


def test_what_was_never_handed_over_goes_with_its_traject(cast: Cast) -> None:
    rij = registratie(cast, klaar=True)
    hulpvraag(cast, van=rij.traject)
    assert not _kandidaten(cast, "zorg.Registratie") and not _kandidaten(cast, "zorg.Hulpvraag")
    vernietig = bewaartermijnen.geregistreerd()["zorg.Traject"].vernietig
    assert vernietig is not None
    vernietig(bewaartermijnen.Kandidaat(str(rij.traject_id), cast.zorg.pk, klok.vandaag(), rij.traject.dossier_id))
    rij.refresh_from_db()
    assert (rij.inhoud, rij.sleutels.count()) == (None, 0)
    assert not rij.traject.hulpvragen.exists()
    assert journaal.controleer(cast.zorg.pk).klopt


def test_a_help_request_rests_on_consent_for_help_too(cast: Cast) -> None:
    comensha(cast)
    vraag = hulpvraag(cast)
    trek_in(vraag.traject, als(cast.zoe))
    with pytest.raises(OngeldigeInvoerError) as fout:
        aanleveren.zet_klaar(soort=HULPVRAAG, aanlevering_id=vraag.pk, versie=vraag.versie, door=als(cast.zoe))
    assert "trok de toestemming voor hulp" in fout.value.fouten[""][0]
