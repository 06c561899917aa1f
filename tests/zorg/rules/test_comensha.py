"""What goes to CoMensha in the words of HTCDS: nothing that names anybody, and nothing made up."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baken.zorg.rules.comensha import (
    HULPVELDEN,
    MEERVOUD,
    ONBEKEND,
    REGISTRATIEVELDEN,
    Codelijst,
    Hulpgegevens,
    Kop,
    Registratiegegevens,
    cel,
    htcds,
    hulpregel,
    ontbreekt,
    ontbreekt_hulp,
    past_niet,
)

CODES = Codelijst(
    htcds={
        "SEKS": "SexualExploitation",
        "ARB": "ForcedLabour",
        "CRIM": "Other",
        "CRIM-BEDELARIJ": "ForcedBegging",
        "ORG": "OrganRemoval",
        "S-MOGELIJK": "PossibleVictimOfTrafficking",
        "G-V": "Feminine",
        "W-A": "A_AgricultureForestryAndFishing",
        "M-SCHULD": "DebtBondage",
        "M-DREIGEN": "Threats",
        "K-PROSTITUTIE": "Prostitution",
        "O-NGO": "NGO",
        "C-ACTIEF": "Active",
        "R-GRENS": "grensoverschrijdend",
        "H-COSM": "opvang_cosm",
    },
    ouder={"SEKS-ONLINE": "SEKS", "CRIM-DRUGS": "CRIM", "CRIM-BEDELARIJ": "CRIM", "ARB-BEDRIJF": "ARB"},
    minderjarig={"12-17": True, "30-49": False, "onbekend": None},
    landen=frozenset({"NL", "RO"}),
)
KOP = Kop(kenmerk="R-1", organisatie="Zorgpunt", op=date(2026, 3, 2))
VOL = Registratiegegevens(
    status="S-MOGELIJK",
    vormen=("ORG",),
    geslacht="G-V",
    leeftijdsgroep="30-49",
    nationaliteit="RO",
    melder="O-NGO",
    reikwijdte="R-GRENS",
)
HULP = Hulpgegevens(("H-COSM",), "ja", "G-V", "30-49", "bedenktijd", "ja", "2")


def _regel(gegevens: Registratiegegevens) -> dict[str, object]:
    return dict(htcds(gegevens, CODES, KOP, jaar=2026, casus_status="C-ACTIEF"))


@pytest.mark.parametrize(
    ("vormen", "waarden", "crimineel"),
    [
        (("SEKS",), ("SexualExploitation",), False),
        (("SEKS-ONLINE",), ("SexualExploitation",), False),
        (("CRIM",), ("Other",), True),
        (("CRIM-DRUGS",), ("Other",), True),
        (("CRIM-BEDELARIJ",), ("ForcedBegging",), True),
        (("CRIM", "CRIM-BEDELARIJ"), ("Other", "ForcedBegging"), True),
        (("ARB", "ARB-BEDRIJF", "CRIM-DRUGS"), ("ForcedLabour", "Other"), True),
        ((ONBEKEND,), (), None),
        ((), (), None),
    ],
)
def test_each_form_has_its_word_and_criminal_exploitation_goes_as_other_with_a_field_of_its_own(
    vormen: tuple[str, ...], waarden: tuple[str, ...], crimineel: bool | None
) -> None:
    regel = _regel(replace(VOL, vormen=vormen))
    assert (regel["vic_TypeOfExploitation"], regel["x_baken_crimineel"]) == (waarden, crimineel)


def test_a_full_registration_says_what_was_filled_in_and_what_is_unknown_stays_empty() -> None:
    assert _regel(VOL) == {
        "x_baken_kenmerk": "R-1",
        "x_baken_jaar": 2026,
        "org_Name": "Zorgpunt",
        "org_Type": "NGO",
        "cas_Status": "Active",
        "vic_TraffickingStatus": "PossibleVictimOfTrafficking",
        "vic_TypeOfExploitation": ("OrganRemoval",),
        "x_baken_crimineel": False,
        "vic_TypeOfSexExploitation": (),
        "vic_ForcedLabourIndustry": None,
        "vic_MethodsOfControl": (),
        "prs_Gender": "Feminine",
        "x_baken_leeftijdsgroep": "30-49",
        "x_baken_minderjarig": False,
        "prs_Citizenship": "RO",
        "x_baken_reikwijdte": "grensoverschrijdend",
    }


@pytest.mark.parametrize("land", ["staatloos", "onbekend", ""])
def test_a_nationality_that_is_no_country_stays_empty(land: str) -> None:
    assert _regel(replace(VOL, nationaliteit=land))["prs_Citizenship"] is None


def test_an_age_that_is_not_known_makes_nobody_an_adult() -> None:
    assert _regel(replace(VOL, leeftijdsgroep="12-17"))["x_baken_minderjarig"] is True
    assert _regel(replace(VOL, leeftijdsgroep="onbekend"))["x_baken_minderjarig"] is None


def test_nothing_is_missing_once_everything_has_an_answer_and_unknown_is_one() -> None:
    assert ontbreekt(VOL, CODES) == ()
    niets = Registratiegegevens()
    assert ontbreekt(niets, CODES) == (
        "status",
        "vormen",
        "geslacht",
        "leeftijdsgroep",
        "nationaliteit",
        "melder",
        "reikwijdte",
    )
    los = Registratiegegevens(ONBEKEND, (ONBEKEND,), (), "", ONBEKEND, ONBEKEND, ONBEKEND, ONBEKEND, ONBEKEND)
    assert ontbreekt(los, CODES) == ()


def test_labour_asks_the_sector_and_sexual_exploitation_its_kind() -> None:
    assert ontbreekt(replace(VOL, vormen=("ARB-BEDRIJF",)), CODES) == ("werk",)
    assert ontbreekt(replace(VOL, vormen=("SEKS-ONLINE",)), CODES) == ("seks",)
    assert ontbreekt(replace(VOL, vormen=("SEKS", "ARB"), seks=(ONBEKEND,), werk="W-A"), CODES) == ()


def test_what_contradicts_itself_is_said_with_the_field() -> None:
    assert past_niet(VOL, CODES) == {}
    assert set(past_niet(replace(VOL, vormen=("SEKS", ONBEKEND), methoden=(ONBEKEND, "M-SCHULD")), CODES)) == {
        "vormen",
        "methoden",
    }
    assert "seksuele uitbuiting" in past_niet(replace(VOL, seks=("K-PROSTITUTIE",)), CODES)["seks"]


def test_a_help_request_says_what_is_asked_and_that_the_person_agreed() -> None:
    regel = hulpregel(HULP, CODES, KOP, toestemming_op=date(2026, 3, 1))
    assert (regel["con_Consent"], regel["x_baken_toestemming_op"]) == (True, date(2026, 3, 1))
    assert (regel["x_baken_hulp"], regel["prs_NumberOfChildren"]) == (("opvang_cosm",), 2)
    onbekend = hulpregel(replace(HULP, kinderen=ONBEKEND), CODES, KOP, toestemming_op=date(2026, 3, 1))
    assert onbekend["prs_NumberOfChildren"] is None
    assert ontbreekt_hulp(HULP) == ()
    assert ontbreekt_hulp(Hulpgegevens()) == tuple(f.name for f in fields(Hulpgegevens))


_codes = st.sampled_from(["", ONBEKEND, *CODES.htcds, *CODES.ouder, "bestaat-niet"])
_rijtjes = st.lists(_codes.filter(bool), max_size=4, unique=True).map(tuple)


@given(
    st.builds(
        Registratiegegevens,
        status=_codes,
        vormen=_rijtjes,
        seks=_rijtjes,
        werk=_codes,
        geslacht=_codes,
        leeftijdsgroep=st.sampled_from(["", *CODES.minderjarig]),
        nationaliteit=st.sampled_from(["", "NL", "RO", "staatloos", "onbekend"]),
        melder=_codes,
        reikwijdte=_codes,
        methoden=_rijtjes,
    )
)
def test_whatever_is_filled_in_both_files_have_the_same_fields_and_only_values_of_the_standard(
    gegevens: Registratiegegevens,
) -> None:
    regel = _regel(gegevens)
    assert tuple(regel) == REGISTRATIEVELDEN
    uitbuiting = regel["vic_TypeOfExploitation"]
    assert isinstance(uitbuiting, tuple) and set(uitbuiting) <= set(CODES.htcds.values())
    assert len(set(uitbuiting)) == len(uitbuiting)
    assert not any(MEERVOUD in waarde for waarde in CODES.htcds.values())
    assert cel(uitbuiting) == MEERVOUD.join(uitbuiting)
    assert tuple(hulpregel(HULP, CODES, KOP, toestemming_op=date(2026, 1, 1))) == HULPVELDEN
