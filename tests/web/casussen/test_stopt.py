"""The page that closes a casus says beforehand which deelbesluiten end with it, to who may read what they are about."""

from __future__ import annotations

import pytest
from tests.cast import Cast, als, medewerker
from tests.dossiers.deelhulp import aangenomen, convenant, gegeven, opgesteld, vier_ogen, zvh_casus
from tests.web.signalen.hulp import als_persoon

from baken.casussen.models import Casus
from baken.casussen.stoppen import stopt_bij_sluiten
from baken.kern.fouten import NietGevondenError
from baken.organisaties.rollen import Rol

KOP = "Deze deelbesluiten stoppen"


@pytest.fixture
def casus(cast: Cast) -> Casus:
    convenant(cast)
    return zvh_casus(cast)


def pagina(cast: Cast, casus: Casus) -> str:
    return als_persoon(cast.piet).get(f"/casussen/{casus.pk}/sluiten/").content.decode()


def test_it_says_who_reads_along_and_what_waits_for_agreement(cast: Cast, casus: Casus) -> None:
    assert KOP not in pagina(cast, casus)
    aangenomen(cast, casus)
    vier_ogen(cast)
    opgesteld(cast, casus)
    blad = pagina(cast, casus)
    assert KOP in blad
    assert blad.count("<li>Zorgpunt: ") == 2
    assert "<li>Zorgpunt: leest nu mee. Dat stopt.</li>" in blad
    assert "<li>Zorgpunt: wacht op akkoord. Er gaat niets weg.</li>" in blad


def test_what_was_given_already_does_not_stop_and_another_organisation_hears_nothing(cast: Cast, casus: Casus) -> None:
    gegeven(cast, casus)
    assert KOP not in pagina(cast, casus)
    with pytest.raises(NietGevondenError):
        stopt_bij_sluiten(als(cast.zoe), casus.pk)


def test_of_the_other_side_only_how_many_is_said(cast: Cast, casus: Casus) -> None:
    aangenomen(cast, casus)
    rosa = medewerker("rosa", cast.zvh, Rol.RIEC_ACCOUNTHOUDER)  # reads of offenders only
    Casus.objects.filter(pk=casus.pk).update(procesregisseur=rosa)
    blad = als_persoon(rosa).get(f"/casussen/{casus.pk}/sluiten/").content.decode()
    assert "Nog 1 deelbesluit dat niet bij uw taak hoort." in blad
    assert "leest nu mee. Dat stopt." not in blad
