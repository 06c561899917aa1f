"""What the client reads of what was given: from the traject and from the casus, about the client and nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from tests.cast import Cast, afspraak, als, medewerker, organisatie
from tests.casussen.hulp import meld
from tests.dossiers.deelhulp import voorstel
from tests.signalen.hulp import MENSEN, besloten, doorgegeven, grondslag, naar_zorg
from tests.web.signalen.hulp import als_persoon
from tests.zorg.hulp import client, traject

from baken.casussen.models import Casus
from baken.casussen.services.aannemen import accepteer
from baken.dossiers import deelbesluiten
from baken.dossiers.models import Dossier, Verstrekking
from baken.dossiers.services import NieuweBetrokkene, NieuweLocatie, leg_inhoud_vast, sleutel_van
from baken.dossiers.soorten import Toestemmingsdoel
from baken.dossiers.toestemmingen import NieuweToestemming, leg_vast
from baken.kern.models import Journaalregel
from baken.organisaties.rollen import Rol
from baken.web.signalen.pdf import maak_pdf, zonder_plaatjes
from baken.web.zorg.papier import als_html
from baken.zorg.models import Traject
from baken.zorg.overzicht import clientoverzicht
from baken.zorg.soorten import Doelgroep

XANDRA = {"identiteit": {"naam": "Xandra Verzonnen"}, "leeftijdsgroep": "25-29"}
ANDER = NieuweBetrokkene("slachtoffer", identiteit={"naam": "Wilma Nietgedeeld"})
LEEG = "Wij deelden niets"
ONZEKER = "Misschien gaven wij nog meer over u"


def zorgcasus(cast: Cast, *anderen: NieuweBetrokkene) -> tuple[Casus, Verstrekking]:
    """Return a casus of the zorgpunt with Xandra in it, and the packet it came from."""
    signaal = besloten(cast, personen=(*MENSEN, *anderen))
    _s, (pakket,) = doorgegeven(cast, naar_zorg(cast, procesregie=True), signaal=signaal)
    casus = accepteer(verstrekking_id=pakket.pk, door=als(cast.zoe))
    assert isinstance(casus, Casus)
    return casus, pakket


def deel(cast: Cast, dossier: Dossier, **velden: Any) -> Verstrekking:
    """Share from a dossier of the zorgpunt with the ZVH."""
    afspraak("zvh_convenant", cast.zorg, cast.zvh)
    gekozen = voorstel(cast, **{"ontvanger_id": cast.zvh.pk, **velden})
    door = als(cast.zoe)
    gezien = deelbesluiten.bekijk(dossier_id=dossier.pk, voorstel=gekozen, door=door).voorstel
    return deelbesluiten.stel_op(dossier_id=dossier.pk, voorstel=gezien, door=door)


def haar_traject(cast: Cast, casus: Casus, doelgroep: Doelgroep = Doelgroep.SLACHTOFFER, **velden: Any) -> Traject:
    return traject(als(cast.zoe), doelgroep, client=client(str(doelgroep), **{**XANDRA, **velden}), casus_id=casus.pk)


def papier(cast: Cast, t: Traject) -> str:
    return als_html(clientoverzicht(als(cast.zoe), t.pk))


def test_the_paper_tells_what_went_from_the_casus_of_the_client(cast: Cast) -> None:
    casus, pakket = zorgcasus(cast)
    t = haar_traject(cast, casus)
    assert "Wij vonden niets dat wij over u deelden" in papier(cast, t)
    gegeven = deel(cast, casus.dossier)
    accepteer(verstrekking_id=gegeven.pk, door=als(cast.piet))
    meld(pakket.pk, als(cast.zoe), toelichting="Een geheime noot.")
    tekst = papier(cast, t)
    assert LEEG not in tekst and ONZEKER not in tekst and "vonden niets" not in tekst
    assert f"{cast.zvh.naam}" in tekst and "wie u bent, hoe iemand u kan bereiken" in tekst
    assert "in Baken meelezen: wie u bent" in tekst
    assert "bericht: “De hulp of zorg is gestart.”" in tekst and cast.gemeente.naam in tekst
    assert "een adres of plek" not in tekst and "geheime noot" not in tekst
    tab = als_persoon(cast.zoe).get(f"/zorg/{t.pk}/?deel=toestemming").content.decode()
    assert "Uit de casus, over deze cliënt" in tab and cast.zvh.naam in tab and "Xandra" not in tab
    bekeken = Journaalregel.objects.filter(handeling="dossier.delen_bekeken", dossier_id=casus.dossier_id)
    assert bekeken.count() == 3  # two papers and the tab


def test_the_paper_tells_nothing_that_went_about_another_of_the_casus(cast: Cast) -> None:
    casus, _pakket = zorgcasus(cast, ANDER)
    hers, wilma = haar_traject(cast, casus), haar_traject(cast, casus, identiteit=dict(ANDER.identiteit))
    persoon = casus.dossier.betrokkenen.get(volgorde=2)
    elders = organisatie("zorg-elders", "zorgcoordinatie")
    medewerker("elsa", elders, Rol.ZORGCOORDINATOR)
    ja = NieuweToestemming(
        Toestemmingsdoel.DELEN, "Gesprek", "Ik vroeg of wij mogen delen. Zij zei ja.", persoon.pk, elders.pk
    )
    gegeven = leg_vast(dossier_id=casus.dossier_id, nieuw=ja, door=als(cast.zoe))
    basis = {"grondslag_id": grondslag("toestemming-zorg"), "toestemming_id": gegeven.pk}
    deel(cast, casus.dossier, ontvanger_id=elders.pk, **basis)
    assert elders.naam in papier(cast, wilma)
    tekst = papier(cast, hers)
    assert elders.naam not in tekst and "Wilma" not in tekst


def test_where_nobody_can_tell_of_whom_it_was_the_paper_says_so_and_lists_nothing(cast: Cast) -> None:
    casus, _pakket = zorgcasus(cast, ANDER)
    deel(cast, casus.dossier)
    t = haar_traject(cast, casus, identiteit={"naam": "Roepnaam"})
    tekst = papier(cast, t)
    assert ONZEKER in tekst and cast.zvh.naam not in tekst and LEEG not in tekst
    tab = als_persoon(cast.zoe).get(f"/zorg/{t.pk}/?deel=toestemming").content.decode()
    assert "Baken kan niet zien of dat over deze cliënt ging" in tab


def test_an_offender_reads_nothing_on_paper_of_what_went_from_the_casus(cast: Cast) -> None:
    casus, _pakket = zorgcasus(cast)
    deel(cast, casus.dossier)
    t = haar_traject(cast, casus, Doelgroep.DADER, identiteit={"naam": "Ype Verzonnen"})
    tekst = papier(cast, t)
    assert cast.zvh.naam not in tekst and ONZEKER in tekst


@pytest.mark.parametrize("plaats", [True, False])
def test_the_paper_speaks_of_a_place_only_when_a_place_was_in_the_packet(cast: Cast, plaats: bool) -> None:
    t = traject(als(cast.zoe))
    if plaats:
        leg_inhoud_vast(t.dossier, sleutel_van(t.dossier), [], [NieuweLocatie(adres="Dorpsstraat 1, Ergens")])
    deel(cast, t.dossier, live=False, veldgroepen=frozenset({"identiteit", "locatie"}))
    tekst = papier(cast, t)
    assert ("een adres of plek" in tekst) is plaats and "waar u was" not in tekst


def test_one_note_is_counted_as_one(cast: Cast) -> None:
    tekst = papier(cast, traject(als(cast.zoe)))
    assert "Er is 1 aantekening over u. Die staat niet op dit papier." in tekst


def test_a_picture_among_the_letters_is_a_word_on_paper() -> None:
    assert zonder_plaatjes("Lief 👩‍👧‍👦 en ✓") == "Lief [teken] en ✓"
    assert maak_pdf("<p>Lief 👩‍👧‍👦</p>").startswith(b"%PDF")
