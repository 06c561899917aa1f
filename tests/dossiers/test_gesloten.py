"""Whatever people type about a person or a case, the database itself shows nothing of it."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from tests.cast import Cast, als, maak_cast, maak_signaal, nieuw_signaal
from tests.casussen.hulp import casus_van, meld, sluit
from tests.gereedschap import oudevorm
from tests.gereedschap.databank import Kopie
from tests.signalen.hulp import doorgegeven, naar_politie, naar_zorg, naar_zvh

from baken.casussen.services import behandelen as behandelen_casus
from baken.casussen.services.aannemen import accepteer, voer_acceptatie_in
from baken.casussen.verloop import Casusstatus
from baken.dossiers.acties import NieuweActie
from baken.dossiers.models import Verstrekking
from baken.dossiers.selectors import verstrekkingsblad
from baken.dossiers.services import NieuweBetrokkene, NieuweLocatie
from baken.dossiers.vernietigen import vernietig_pakket
from baken.dossiers.verstrekken import open_doel, open_verantwoording
from baken.kern import klok
from baken.kern.versleuteling import nieuwe_gegevenssleutel
from baken.organisaties.models import Organisatie
from baken.signalen import selectors
from baken.signalen.gegevens import Contact
from baken.signalen.rules.advies import Uitkomst
from baken.signalen.services import behandelen, beoordelen, doorgeleiden
from baken.signalen.volgen import schrijf_als_melder

MERK = "Zwaluwstaart"
DOEL = "Hulp voor een boomklever"  # read by a receiver, so it may hold no word of a name either
NOOT = "Sneeuwuil"  # in a note to the sender, which may hold no word of a name


def getypt(veld: str) -> str:
    """Return a text that is known again wherever it lands."""
    return f"{MERK} {veld} van iemand die Xandra heet"


def rauw() -> Iterator[tuple[str, str]]:
    """Yield table and row of the whole database as it is stored, bytes as far as they are text."""
    with connection.cursor() as cursor:
        for tabel in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(tabel)}")  # names from the database
            for rij in cursor.fetchall():
                cellen = (bytes(c).decode("latin-1") if isinstance(c, bytes | memoryview) else str(c) for c in rij)
                yield tabel, " | ".join(cellen)


def leesbaar(zoek: str) -> set[str]:
    """Return the tables in which a text can be read."""
    return {tabel for tabel, rij in rauw() if zoek.lower() in rij.lower()}


def vol_verhaal(cast: Cast) -> list[Verstrekking]:
    """Type something in every field for free text that there is on a person or a case."""
    anna, zoe = als(cast.anna), als(cast.zoe)
    persoon = NieuweBetrokkene(
        "slachtoffer",
        identiteit={"naam": getypt("naam"), "document": getypt("document"), "geboortedatum": "1999-01-02"},
        contact={"telefoon": "0612345678", "email": "zwaluwstaart@voorbeeld.invalid"},
        zorg={"omschrijving": getypt("zorg")},
        strafbaar={"omschrijving": getypt("strafbaar")},
    )
    nieuw = nieuw_signaal(
        waarneming=getypt("waarneming"),
        gezien_tekst=getypt("gezien"),
        bron=getypt("bron"),
        contact=Contact(getypt("melder"), "0687654321", "zwaluwstaart@melder.invalid", getypt("functie")),
        personen=(persoon,),
        locaties=(NieuweLocatie("GM0599", getypt("adres"), getypt("plek")),),
    )
    velden = {v: getattr(nieuw, v) for v in vars(nieuw)}
    signaal = maak_signaal(cast, **velden)
    signaal = behandelen.neem_in_beoordeling(signaal_id=signaal.pk, door=anna)
    behandelen.leg_risicofactoren_vast(
        signaal_id=signaal.pk, factoren=["schulden"], toelichting=getypt("risico"), door=anna
    )
    behandelen.stel_vraag(signaal_id=signaal.pk, tekst=getypt("vraag"), wacht_op_antwoord=True, door=anna)
    schrijf_als_melder(nieuw.code, getypt("antwoord"))
    signaal.refresh_from_db()
    beoordelen.beoordeel(
        signaal_id=signaal.pk,
        uitkomsten=[Uitkomst.ZORG_EN_STRAFRECHT],
        reden=getypt("reden"),
        versie=signaal.versie,
        door=anna,
    )
    signaal.refresh_from_db()
    vrij = {"doel": DOEL, "toestemming": getypt("toestemming"), "noodreden": getypt("nood")}
    _signaal, gemaakt = doorgegeven(
        cast, naar_zorg(cast, **vrij), naar_zvh(cast, **vrij), naar_politie(cast, **vrij), signaal=signaal
    )
    zorg, zvh, politie = gemaakt
    accepteer(verstrekking_id=zorg.pk, door=zoe)
    casus = casus_van(zorg.pk)
    behandelen_casus.maak_actie(
        casus_id=casus.pk, actie=NieuweActie(getypt("actie"), cast.zoe.pk, zoe.vandaag), door=zoe
    )
    behandelen_casus.zet_stand(
        casus_id=casus.pk,
        versie=casus.versie,
        naar=Casusstatus.VASTGELOPEN,
        reden=getypt("reden van het vastlopen"),
        door=zoe,
    )
    meld(zorg.pk, zoe, toelichting=f"Het gaat {NOOT} beter.")
    sluit(zorg.pk, zoe, toelichting=f"Dit is {NOOT} klaar.", reden=getypt("reden van het sluiten"))
    doorgeleiden.wijs_af(verstrekking_id=zvh.pk, reden=getypt("afwijzing"), door=als(cast.piet))
    doorgeleiden.leg_verzending_vast(
        verstrekking_id=politie.pk,
        hoe="telefoon",
        wanneer=klok.nu(),
        aan_wie=getypt("aan wie"),
        kenmerk=getypt("kenmerk"),
        door=anna,
    )
    voer_acceptatie_in(verstrekking_id=politie.pk, tekst=getypt("gehoord"), door=anna)
    return gemaakt


def test_no_row_of_any_table_shows_what_was_typed(cast: Cast) -> None:
    zorg, _zvh, politie = vol_verhaal(cast)
    assert leesbaar(MERK) == set()
    assert leesbaar(NOOT) == leesbaar(DOEL) == set()
    for stuk in ("Xandra", "1999-01-02", "0612345678", "0687654321", "612345678"):
        assert leesbaar(stuk) == set(), stuk
    blad = verstrekkingsblad(als(cast.anna), politie.pk)
    assert blad.doel == DOEL, "who may see it reads it"
    assert blad.verantwoording["kenmerk"] == getypt("kenmerk")
    assert verstrekkingsblad(als(cast.zoe), zorg.pk).doel == DOEL


def test_the_search_for_readable_text_itself_works(cast: Cast) -> None:
    Organisatie.objects.filter(pk=cast.zvh.pk).update(naam=getypt("naam van een organisatie"))
    assert leesbaar(MERK) == {"organisaties_organisatie"}


def test_a_receiver_does_not_get_the_senders_account_of_it(cast: Cast) -> None:
    zorg, *_ = vol_verhaal(cast)
    assert verstrekkingsblad(als(cast.zoe), zorg.pk).verantwoording == {}


def test_a_purpose_does_not_open_in_another_row(cast: Cast) -> None:
    _signaal, (zorg, zvh) = doorgegeven(cast)
    Verstrekking.objects.filter(pk=zorg.pk).update(doel=zvh.doel)
    with pytest.raises(Exception, match="moved"):
        verstrekkingsblad(als(cast.anna), zorg.pk)


def test_with_the_packet_its_purpose_goes_and_the_dossier_of_the_sender_stays_readable(cast: Cast) -> None:
    signaal, (zorg, _zvh) = doorgegeven(cast)
    vernietig_pakket(zorg.pk)
    zorg.refresh_from_db()
    assert (zorg.doel, zorg.verantwoording, zorg.pakket) == (None, None, None)
    assert len(selectors.dossierblad(als(cast.anna), signaal.pk).verstrekkingen) == 2


def test_the_migration_seals_what_stood_readable_and_opens_it_on_the_way_back(lege_database: Kopie) -> None:
    apps = oudevorm.maak([("dossiers", "0001_initial")])
    gemeente, zorg = (oudevorm.organisatie(apps, soort) for soort in ("gemeente", "zorgcoordinatie"))
    gesloten, leeg, vernietigd = uuid4(), uuid4(), uuid4()
    sleutel, verpakt = nieuwe_gegevenssleutel(gesloten)
    plek = {"rij": gesloten, "dossier": gesloten}
    al_dicht = sleutel.versleutel_json({"aan_wie": getypt("aan wie")}, label="verantwoording", **plek)
    open_ = {"doel": getypt("doel"), "kenmerk": getypt("kenmerk")}
    for velden in (
        {"id": gesloten, "pakket_sleutel": verpakt, "verantwoording": al_dicht, **open_},
        {"id": leeg, "pakket_sleutel": nieuwe_gegevenssleutel(leeg)[1], "doel": getypt("tweede doel")},
        {"id": vernietigd, "pakket_sleutel": None, **open_},
    ):
        oudevorm.pakket(apps, gemeente, zorg, klok.nu(), soort="casus", **velden)
    assert leesbaar(MERK) == {"dossiers_verstrekking"}

    rijen = oudevorm.migreer([("dossiers", "0003_zonder_leesbaar_doel")]).get_model("dossiers", "Verstrekking").objects
    assert leesbaar(MERK) == set()
    rij, tweede = rijen.get(pk=gesloten), rijen.get(pk=leeg)
    assert open_doel(rij) == getypt("doel")
    assert open_verantwoording(rij) == {"aan_wie": getypt("aan wie"), "kenmerk": getypt("kenmerk")}
    assert (open_doel(tweede), tweede.verantwoording) == (getypt("tweede doel"), None)
    assert rijen.get(pk=vernietigd).doel is None, "what stood beside a destroyed packet goes with it"

    rijen = oudevorm.migreer([("dossiers", "0001_initial")]).get_model("dossiers", "Verstrekking").objects
    assert set(rijen.values_list("pk", "doel", "kenmerk")) == {
        (gesloten, getypt("doel"), getypt("kenmerk")),
        (leeg, getypt("tweede doel"), ""),
        (vernietigd, "", ""),
    }


@pytest.mark.lang  # some forty seconds of work: back through every migration since, and forward again
def test_the_migration_carries_existing_rows_over_and_back(schone_database: Kopie) -> None:
    cast = maak_cast()
    *_, politie = vol_verhaal(cast)
    kaal = _zonder_sleutel(cast)
    call_command("migrate", "dossiers", "0001", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT doel, kenmerk FROM dossiers_verstrekking ORDER BY klaargezet_op")
        assert (getypt("doel"), getypt("kenmerk")) in cursor.fetchall()
    call_command("migrate", "dossiers", verbosity=0)
    assert leesbaar(MERK) == set()
    blad = verstrekkingsblad(als(cast.anna), politie.pk)
    assert (blad.doel, blad.verantwoording["kenmerk"]) == (getypt("doel"), getypt("kenmerk"))
    assert blad.verantwoording["aan_wie"] == getypt("aan wie"), "what was sealed already stays"
    kaal.refresh_from_db()
    assert kaal.doel is None


def _zonder_sleutel(cast: Cast) -> Verstrekking:
    """Return a verstrekking whose packet was destroyed."""
    _signaal, (zorg, _zvh) = doorgegeven(cast)
    with transaction.atomic():
        vernietig_pakket(zorg.pk)
    return zorg
