"""The demonstration: an invented region whose signalen obey every rule, and that never mixes with real data."""

from __future__ import annotations

from collections import Counter
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from baken.dossiers.context import leescontext
from baken.kern import klok
from baken.keten.laad import laad_grondslagen
from baken.keten.models import Afspraak
from baken.keten.selectors import deelkansen
from baken.opdrachten.demonstratie.regio import ACCOUNTS, GEMEENTEN, maak_regio
from baken.opdrachten.demonstratie.spelers import zoek_spelers
from baken.opdrachten.management.commands import demonstratie
from baken.organisaties.models import Medewerker, Organisatie
from baken.organisaties.rollen import Rol
from baken.organisaties.selectors import alle_regiopartners, wie
from baken.referentie.laad import laad_alles

pytestmark = pytest.mark.django_db
ONTVANGERS = {"zorgpunt-delta": "demo-zorg", "zvh-delta-zuid": "demo-zvh", "riec-delta": "demo-riec"}


def test_the_region_is_built_like_the_one_of_the_source() -> None:
    laad_alles()
    laad_grondslagen()
    maak_regio()
    assert len(GEMEENTEN) == len(set(GEMEENTEN)) == 23
    soorten = Counter(Organisatie.objects.values_list("soort", flat=True))
    assert soorten["gemeente"] == 23
    assert soorten["zvh"] == 2
    assert {rol for a in ACCOUNTS for rol in a.rollen} | {Rol.MELDER} == set(Rol), "one account per role"
    assert Medewerker.objects.filter(username__startswith="demo-").count() == len(ACCOUNTS)
    assert not Afspraak.objects.filter(bevestigd_op=None).exists()
    zvh = Organisatie.objects.filter(soort="zvh").values_list("werkt_in_baken", flat=True)
    assert sorted(zvh) == [False, True], "one answers inside Baken, the other by telephone"


def test_a_beheerder_or_a_colleague_of_a_receiver_answers_no_invented_packet() -> None:
    laad_alles()
    laad_grondslagen()
    organisaties = maak_regio()
    spelers = zoek_spelers(organisaties)
    ontvangt = {code: spelers.ontvangers[organisaties[code].pk].medewerker_id for code in ONTVANGERS}
    assert ontvangt == {code: Medewerker.objects.get(username=naam).pk for code, naam in ONTVANGERS.items()}
    hier, ginds = organisaties["zorgpunt-delta"], organisaties["zorgpunt-zeekust"]
    assert {spelers.partner_van(g.pk, "zorgcoordinatie") for g in spelers.gemeenten} == {hier}
    assert spelers.regios[hier.pk] & spelers.regios[ginds.pk], "one zorgpunt can pass a client on to the other"


def test_a_zorg_en_veiligheidshuis_shares_with_care_police_om_and_riec_on_a_convenant() -> None:
    laad_alles()
    laad_grondslagen()
    maak_regio()
    piet = wie(Medewerker.objects.get(username="demo-zvh"), tweede_factor=True)
    with leescontext(piet):
        kansen = {k.organisatie.code: k for k in deelkansen(piet, alle_regiopartners(piet.organisatie_id))}
    for code in ("zorgpunt-delta", "politie-delta", "om-delta", "veilig-thuis-delta", "riec-delta"):
        assert any(g.vraagt_afspraak for g in kansen[code].grondslagen), code


@pytest.mark.postgres
def test_on_postgresql_the_demonstration_is_refused() -> None:
    with pytest.raises(CommandError, match="SQLite"):
        call_command("demonstratie", "--leeg")


def test_outside_the_demonstration_it_is_refused(settings: pytest.FixtureRequest) -> None:
    settings.DEMONSTRATIE = False  # type: ignore[attr-defined]  # pytest-django's settings take any name
    with pytest.raises(CommandError, match="nooit in productie"):
        call_command("demonstratie", "--leeg")
    assert not Organisatie.objects.exists()


def test_existing_data_are_left_alone() -> None:
    if demonstratie.connection.vendor != "sqlite":
        return  # the refusal on PostgreSQL is a promise of its own
    Organisatie.objects.create(code="echt", naam="Echt", soort="gemeente", geldig_van=klok.vandaag())
    fout = StringIO()
    call_command("demonstratie", stderr=fout)
    assert "bestaat al" in fout.getvalue()
    assert Organisatie.objects.count() == 1
