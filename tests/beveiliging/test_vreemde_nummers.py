"""Row 32: the number of something that belongs to somebody else is a number of nothing, on every URL that has one.

The visitor here holds every role there is, in another organisation: everything by function, nothing by tie.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from baken.casussen.models import Casus
from baken.dossiers.models import Verstrekking
from baken.kern.bewaartermijnen import laad_standaardregels, regels_van, wijzig
from baken.kern.journaal import Spoor
from baken.kern.models import Bewaarregel
from baken.keten.models import Afspraak
from baken.organisaties.models import Aanstelling, Medewerker
from baken.organisaties.rollen import Rol
from baken.signalen.models import Signaal
from tests.beveiliging import formulieren_delen
from tests.beveiliging.formulieren import (
    beantwoord_verzoek,
    in_nood,
    verzoek_in_behandeling,
    verzoek_ter_controle,
)
from tests.beveiliging.handelingen_comensha import nummers_comensha
from tests.beveiliging.handelingen_opvang import nummers_opvang
from tests.beveiliging.hulp import als
from tests.beveiliging.nummers_casussen import nummers_casussen
from tests.beveiliging.zorghandelingen import gedeeld_pakket, gevraagd
from tests.browser.wereld import Wereld
from tests.cast import medewerker, organisatie
from tests.dossiers.hulp import zonder_sporen
from tests.keten.hulp import ketentaak

ONBEKEND = {"IntConverter": 987_654_321, "UUIDConverter": UUID(int=7)}
# What the number in an address stands for, by the name of the view; the first that fits holds.
SOORTEN = (
    (r"signalen:eigen", "eigen signaal"),
    (r"opvang:plek_wijzigen", "plek"),
    (r"opvang:", "voorziening"),
    (r"plaatsing:van_wachtlijst", "wachtplek"),
    (r"plaatsing:(zoeken|boeken|wachtlijst)", "traject"),
    (r"plaatsing:", "plaatsing"),
    (r"comensha:registratie_", "registratie"),
    (r"comensha:hulpvraag_", "hulpvraag"),
    (r"comensha:", "slachtoffertraject"),
    (r"signalen:verstrekking|ontvangen:", "verstrekking"),
    (r"casussen:uitnodiging", "overleg"),
    (r"casussen:", "casus"),
    (r"opschaling:tafel", "tafel"),
    (r"opschaling:", "opschaling"),
    (r"leercasus:", "leercasus"),
    (r"delen:(dossier|nieuw|toestemmingen)$|gedeeld:", "dossier"),
    (r"delen:toestemming_intrekken", "toestemming"),
    (r"delen:", "deelbesluit"),
    (r"zorg:overdracht$", "overdracht"),
    (r"zorg:(uit_pakket|loopt_al)$", "gedeeld pakket"),
    (r"zorg:", "traject"),
    (r"signalen:", "signaal"),
    (r"beheer:(mens|herstel)", "mens"),
    (r"beheer:aanstelling", "aanstelling"),
    (r"beheer:afspraak", "afspraak"),
    (r"keten:taak_beeindigen", "ketentaak"),
    (r"keten:", "partner"),
    (r"beheer:bewaartermijn", "bewaartermijn"),
    (r"noodtoegang:", "noodtoegang"),
    (r"inzage:(besluit|opheffen)", "avgbesluit"),
    (r"inzage:", "avgverzoek"),
)
WISSELEND = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|"X-CSRFToken": ?"[^"]*"|value="[A-Za-z0-9_=:-]{60,}"')


def _bladen(resolver: URLResolver, voor: str = "") -> Iterator[tuple[str, str]]:
    """Every URL of Baken with a number in it: name of the view, kind of number. allauth's are only for oneself."""
    for deel in resolver.url_patterns:
        if isinstance(deel, URLResolver):
            yield from _bladen(deel, f"{voor}{deel.namespace}:" if deel.namespace else voor)
        elif isinstance(deel, URLPattern) and "pk" in deel.pattern.converters and ":" in voor:
            yield f"{voor}{deel.name}", type(deel.pattern.converters["pk"]).__name__


def _adres(blad: str, nummer: object, delen: Mapping[str, object]) -> str:
    """Return the address of a page with this number; what else stands in it is something that exists, if known."""
    vormen = next(deel.pattern.converters for naam, deel in _patronen(get_resolver()) if naam == blad)
    anders = {n: _deel(n, soort, delen) for n, soort in vormen.items() if n != "pk"}
    return reverse(blad, kwargs={"pk": nummer, **anders})


def _deel(naam: str, soort: Any, delen: Mapping[str, object]) -> object:
    """Return what stands in another part of an address: one of that name and kind, else a number of nothing."""
    bekend = delen.get(naam)
    kandidaten = bekend if isinstance(bekend, tuple) else (bekend,)
    passend = (k for k in kandidaten if k is not None and re.fullmatch(soort.regex, str(k)))
    return next(passend, ONBEKEND.get(type(soort).__name__))


def _patronen(resolver: URLResolver, voor: str = "") -> Iterator[tuple[str, URLPattern]]:
    for deel in resolver.url_patterns:
        if isinstance(deel, URLResolver):
            yield from _patronen(deel, f"{voor}{deel.namespace}:" if deel.namespace else voor)
        elif isinstance(deel, URLPattern):
            yield f"{voor}{deel.name}", deel


MET_NUMMER = sorted(_bladen(get_resolver()))


def _soort(blad: str) -> str:
    return next((soort for patroon, soort in SOORTEN if re.match(patroon, blad)), "")


def _nummers(wereld: Wereld) -> dict[str, list[Any]]:
    """Numbers that exist, of things in Voorbeeldstad and of packets between its partners, in several states."""
    cast = wereld.cast
    wacht = Aanstelling.objects.create(medewerker=cast.balie, rol=Rol.FG, geldig_van=date(2020, 1, 1))
    nummers = {
        "eigen signaal": list(Signaal.objects.filter(melder=cast.balie).values_list("pk", flat=True)),
        "signaal": [wereld.nieuw.pk, wereld.bezig.pk, wereld.door.pk],
        "casus": list(Casus.objects.values_list("pk", flat=True)),
        "verstrekking": list(Verstrekking.objects.values_list("pk", flat=True)),
        "mens": [cast.anna.pk, cast.beheer.pk],
        "aanstelling": [Aanstelling.objects.get(medewerker=cast.anna).pk, wacht.pk],
        "afspraak": list(Afspraak.objects.values_list("pk", flat=True)),
        "ketentaak": [ketentaak(wereld.cast).pk],
        "partner": [buitenstaander().organisatie_id],
        "noodtoegang": [in_nood(wereld).pk],
        "bewaartermijn": [_eigen_termijn(wereld).pk],
        "overdracht": [(overdracht := gevraagd(wereld)).pk],
        "traject": [overdracht.traject_id],
        "gedeeld pakket": [gedeeld_pakket(wereld, overdracht.traject)[1].pk],
        **_verzoeken(wereld),
        **nummers_casussen(wereld),
        **formulieren_delen.nummers(wereld),
        **nummers_opvang(wereld),
        **nummers_comensha(wereld),
    }
    (delen,) = nummers["delen"]  # a place of a casus and a place to sleep bear one name in addresses
    return {**nummers, "delen": [{**delen, "plek": (delen["plek"], *nummers["plek"])}]}


def buitenstaander() -> Medewerker:
    """Somebody of an organisation that shares no region with anybody."""
    return medewerker("buitenstaander", organisatie("buiten-de-regio"), Rol.BELEIDSMEDEWERKER)


def _verzoeken(wereld: Wereld) -> dict[str, list[Any]]:
    """Requests in each state, and what was decided on their dossiers."""
    open_, besluit = verzoek_in_behandeling(wereld)
    wachtend, klaar = verzoek_ter_controle(wereld), beantwoord_verzoek(wereld)
    return {"avgverzoek": [open_.pk, wachtend.pk, klaar.pk], "avgbesluit": [besluit.pk]}


def _eigen_termijn(wereld: Wereld) -> Bewaarregel:
    """The period of one category as Voorbeeldstad set it for itself."""
    laad_standaardregels()
    fg = Spoor(wereld.cast.fg.pk, "fg", wereld.cast.gemeente.pk)
    return wijzig(fg, regels_van(wereld.cast.gemeente.pk)[0].pk, maanden=7, bron="eigen keuze, verzonnen")


def _alleskunner(wereld: Wereld) -> Medewerker:
    return medewerker("alleskunner", wereld.cast.buurgemeente, *(rol for rol in Rol if rol != Rol.MELDER))


def _kaal(antwoord: Any, nummer: object) -> tuple[int, str]:
    """What somebody can tell from an answer, without what differs each time and without the number that was typed."""
    return antwoord.status_code, WISSELEND.sub("", antwoord.content.decode()).replace(f"/{nummer}/", "/#/")


def _verschil(een: str, ander: str) -> list[str]:
    """Return the lines of one that the other does not have."""
    return [r for r in een.splitlines() if r not in set(ander.splitlines())][:3]


def test_every_url_with_a_number_says_what_the_number_stands_for() -> None:
    assert len(MET_NUMMER) > 30
    assert [blad for blad, _converter in MET_NUMMER if not _soort(blad)] == []


@pytest.mark.parametrize("methode", ["get", "post"])
def test_a_number_of_another_organisation_gets_the_answer_of_a_number_that_does_not_exist(
    wereld: Wereld, methode: str
) -> None:
    nummers, client = _nummers(wereld), als(_alleskunner(wereld))
    (delen,) = nummers["delen"]
    anders, geteld = [], 0
    for blad, converter in MET_NUMMER:
        onbekend = ONBEKEND[converter]
        niets = _kaal(getattr(client, methode)(_adres(blad, onbekend, delen)), onbekend)
        for nummer in nummers[_soort(blad)]:
            geteld += 1
            with zonder_sporen():
                antwoord = _kaal(getattr(client, methode)(_adres(blad, nummer, delen)), nummer)
            terug = {302} if blad.endswith(":toon") and methode == "get" else set()  # to the page, which asks again
            if antwoord != niets or antwoord[0] not in {404, 405} | terug:
                anders.append((blad, antwoord[0], niets[0]))
    assert anders == []
    assert geteld > 70


def _gaat_open(client: Client, adres: str) -> bool:
    """Tell whether there is something at this address: one way to ask for it is enough."""
    for methode in (client.get, client.post):
        with zonder_sporen():
            if methode(adres).status_code not in {403, 404, 405}:
                return True
    return False


def test_those_numbers_do_exist_for_whom_they_concern(wereld: Wereld) -> None:
    """Without this, a wrong number in the test above would prove nothing."""
    nummers, cast = _nummers(wereld), wereld.cast
    (delen,) = nummers["delen"]
    wie = {
        "eigen signaal": cast.balie,
        "signaal": cast.anna,
        "verstrekking": cast.anna,
        "casus": cast.zoe,
        "overleg": cast.piet,
        "leercasus": cast.anna,
        **dict.fromkeys(("opschaling", "tafel"), cast.eva),
        **dict.fromkeys(("voorziening", "plek", "plaatsing", "wachtplek", "traject"), cast.zoe),
        **dict.fromkeys(("slachtoffertraject", "registratie", "hulpvraag"), cast.zoe),
        **dict.fromkeys(("mens", "aanstelling", "afspraak"), cast.beheer),
        **dict.fromkeys(("dossier", "deelbesluit", "toestemming"), cast.piet),
        "overdracht": Medewerker.objects.get(username="zara"),
        "gedeeld pakket": Medewerker.objects.get(username="nora"),
        "noodtoegang": cast.fg,
        "bewaartermijn": cast.fg,
        "ketentaak": cast.anna,
        "partner": Medewerker.objects.get(username="buitenstaander"),
        **dict.fromkeys(("avgverzoek", "avgbesluit"), cast.anna),
    }
    bladen = {
        "noodtoegang:beeindigen": cast.vera,
        **dict.fromkeys(("gedeeld:blad", "gedeeld:toon"), cast.zoe),
        **dict.fromkeys(("inzage:verlengen", "inzage:intrekken"), cast.fg),
        **dict.fromkeys(("inzage:goedkeuren", "inzage:terugsturen"), cast.vera),
    }
    dicht = set()
    for blad, _converter in MET_NUMMER:
        client = als(cast.zoe if blad.startswith("ontvangen:") else bladen.get(blad, wie[_soort(blad)]))
        if not any(_gaat_open(client, _adres(blad, nummer, delen)) for nummer in nummers[_soort(blad)]):
            dicht.add(blad)
    # A second person confirms, and only what waits; an account is tied to a provider only where there is one. A goal
    # has a number of its own beside that of its traject; here that one is of nothing.
    assert dicht == {
        "zorg:doel",
        "zorg:doelstand",
        "beheer:aanstelling_bevestigen",
        "beheer:afspraak_bevestigen",
        "beheer:herstel_bevestigen",
        "beheer:mens_koppelen",
    }


def test_no_act_on_a_number_of_another_organisation_changes_anything(wereld: Wereld) -> None:
    nummers, client = _nummers(wereld), als(_alleskunner(wereld))
    (delen,) = nummers["delen"]
    modellen = [m for m in apps.get_models() if m._meta.app_label not in {"sessions", "kern"}]

    def stand() -> dict[str, list[Any]]:
        return {m._meta.label: list(m._default_manager.order_by("pk").values()) for m in modellen}

    voor = stand()
    for blad, _converter in MET_NUMMER:
        for nummer in nummers[_soort(blad)]:
            client.post(_adres(blad, nummer, delen), {"versie": "1", "reden": "Een reden die lang genoeg is."})
    assert stand() == voor
