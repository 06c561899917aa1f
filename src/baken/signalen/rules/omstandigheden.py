"""Reasons around the facts: organised crime, meldcode, place, duplicates, risk factors, smuggling."""

from __future__ import annotations

from baken.signalen.rules import bronnen
from baken.signalen.rules.advies import Grond, Stap, Uitkomst, Zwaarte
from baken.signalen.rules.gegevens import Antwoord, Gegevens, Kenmerk, Rol
from baken.signalen.rules.kenmerken import feiten, met_kenmerk

_HARDE_VRAGEN = ("acuut_gevaar", "vrijheid_ontnomen", "documenten_afgenomen", "minderjarige")


def gronden(gegevens: Gegevens) -> tuple[Grond, ...]:
    """Return the reasons around the facts that fire."""
    gevonden = (
        ondermijning(gegevens),
        meldcode(gegevens),
        andere_gemeente(gegevens),
        duplicaten(gegevens),
        risicofactoren(gegevens),
        smokkel(gegevens),
        alleen_advies(gegevens),
    )
    return tuple(g for g in gevonden if g is not None)


def _netwerk(gegevens: Gegevens) -> tuple[str, ...]:
    daders = sum(p.rol in (Rol.DADER, Rol.FACILITATOR) for p in gegevens.personen)
    facilitators = sum(p.rol is Rol.FACILITATOR for p in gegevens.personen)
    gevonden: list[str] = []
    if daders >= 2:
        gevonden.append(f"Daders en facilitators genoemd: {daders}")
    if facilitators:
        gevonden.append(f"Facilitators genoemd: {facilitators}")
    gevonden += feiten(met_kenmerk(gegevens.signalen, Kenmerk.NETWERK))
    vaak = {d.soort for d in gegevens.duplicaten if d.aantal >= 2}
    gevonden += [f"Zelfde {soort} in meer andere signalen" for soort in sorted(vaak)]
    return tuple(gevonden)


def ondermijning(gegevens: Gegevens) -> Grond | None:
    """Signs of organised crime: said, or at least two signs together. One sign is only explained."""
    tekens = _netwerk(gegevens)
    gezegd = gegevens.georganiseerd is Antwoord.JA
    if not gezegd and not tekens:
        return None
    genoeg = gezegd or len(tekens) >= 2
    wijst_op = {Uitkomst.ONDERMIJNING} if genoeg else set()
    if genoeg and (gegevens.slachtoffer_in_beeld or gegevens.minderjarige_mogelijk_slachtoffer):
        wijst_op.add(Uitkomst.ZORG)
    return Grond(
        code="ondermijning.georganiseerd" if genoeg else "ondermijning.een_teken",
        regel="Ondermijnende of georganiseerde criminaliteit",
        tekst=(
            "Er zijn tekenen van georganiseerde criminaliteit. De aanpak van daders loopt via het RIEC. "
            "Is er een slachtoffer, dan hoort daar altijd zorg naast."
            if genoeg
            else "Er is één teken van georganiseerde criminaliteit. Dat is nog te weinig. Vraag door."
        ),
        bron=bronnen.ROUTES,
        zwaarte=Zwaarte.MIDDEL if genoeg else Zwaarte.UITLEG,
        feiten=(("Georganiseerd: ja",) if gezegd else ()) + tekens,
        wijst_op=frozenset(wijst_op),
    )


def meldcode(gegevens: Gegevens) -> Grond | None:
    """The reporter works in one of the six sectors of the meldcode."""
    if gegevens.meldcode_sector is None:
        return None
    sector = gegevens.meldcode_sector.value.replace("_", " ")
    return Grond(
        code="meldcode.beroep",
        regel="Meldcode huiselijk geweld en kindermishandeling",
        tekst=(
            "De melder valt onder de meldcode. De melder zet zelf de vijf stappen en beslist over "
            "een melding "
            "bij Veilig Thuis als er een vermoedelijk slachtoffer is. Melden bij u vervangt dat niet."
        ),
        bron=bronnen.MELDCODE,
        zwaarte=Zwaarte.UITLEG,
        feiten=(f"Beroep van de melder: {sector}",),
    )


def andere_gemeente(gegevens: Gegevens) -> Grond | None:
    """The signaal concerns another gemeente."""
    if gegevens.eigen_gemeente is not Antwoord.NEE:
        return None
    return Grond(
        code="plaats.andere_gemeente",
        regel="Andere gemeente",
        tekst="Het signaal gaat over een andere gemeente. Betrek de aandachtsfunctionaris van die gemeente.",
        bron=bronnen.AF_TAAK,
        zwaarte=Zwaarte.MIDDEL,
        feiten=("Eigen gemeente: nee",),
        wijst_op=frozenset({Uitkomst.ANDERE_GEMEENTE}),
    )


def duplicaten(gegevens: Gegevens) -> Grond | None:
    """Other signalen of this organisation share something with this one."""
    if not gegevens.duplicaten:
        return None
    genoemd = sorted(f"Zelfde {d.soort}: {d.aantal}" for d in gegevens.duplicaten)
    return Grond(
        code="eerder.zelfde_gegevens",
        regel="Eerdere signalen",
        tekst="Uw organisatie heeft andere signalen met dezelfde gegevens. Bekijk ze samen met dit signaal.",
        bron=bronnen.AF_TAAK,
        zwaarte=Zwaarte.MIDDEL,
        feiten=tuple(genoemd),
    )


def risicofactoren(gegevens: Gegevens) -> Grond | None:
    """Risk factors are explained and never decide."""
    if not gegevens.risicofactoren:
        return None
    return Grond(
        code="risico.uitleg",
        regel="Risicofactoren",
        tekst=(
            "Deze omstandigheden maken iemand extra kwetsbaar. Ze bewijzen geen mensenhandel "
            "en tellen niet mee in het advies. Ook wie ze niet heeft, kan slachtoffer zijn."
        ),
        bron=bronnen.RISICO,
        zwaarte=Zwaarte.UITLEG,
        feiten=tuple(sorted(gegevens.risicofactoren)),
    )


def uitgesloten(gegevens: Gegevens) -> bool:
    """Tell whether a low outcome may be advised.

    Only when nothing was chosen, no other signaal shares anything and every hard question got a "no".
    A question that was left open is not a "no".
    """
    gezegd = all(getattr(gegevens, naam) is Antwoord.NEE for naam in _HARDE_VRAGEN)
    iets = gegevens.indicatoren or gegevens.duplicaten or gegevens.minderjarige_in_beeld
    return gezegd and not iets


def smokkel(gegevens: Gegevens) -> Grond | None:
    """Smuggling is not trafficking, yet a smuggled person can be exploited and hard stops still stand."""
    if not gegevens.smokkel_genoemd:
        return None
    niets = uitgesloten(gegevens)
    tekst = "Mensensmokkel is geen mensenhandel. Iemand die gesmokkeld is, kan wel worden uitgebuit."
    tekst += (
        " Tekenen van uitbuiting zijn niet genoemd en de vragen over gevaar en dwang zijn met nee beantwoord."
        if niets
        else " Vraag daarom naar uitbuiting. Harde grenzen blijven gelden."
    )
    return Grond(
        code="smokkel.geen_mensenhandel",
        regel="Mensensmokkel",
        tekst=tekst,
        bron=bronnen.SMOKKEL,
        zwaarte=Zwaarte.UITLEG,
        feiten=("Mensensmokkel genoemd",),
        wijst_op=frozenset({Uitkomst.GEEN_MENSENHANDEL}) if niets else frozenset(),
    )


def alleen_advies(gegevens: Gegevens) -> Grond | None:
    """The reporter only asked for advice."""
    if not gegevens.alleen_advies_gevraagd:
        return None
    niets = uitgesloten(gegevens)
    return Grond(
        code="advies.gevraagd",
        regel="Alleen advies gevraagd",
        tekst=(
            "De melder vroeg alleen om advies en noemde geen tekenen van uitbuiting."
            if niets
            else "De melder vroeg alleen om advies. Kijk toch of er meer aan de hand is."
        ),
        bron=bronnen.EIGEN,
        zwaarte=Zwaarte.UITLEG,
        feiten=("Alleen advies gevraagd",),
        wijst_op=frozenset({Uitkomst.ADVIES_GEGEVEN}) if niets else frozenset(),
    )


def eerst_doen(gegevens: Gegevens) -> tuple[Stap, ...]:
    """Return what must be done at once or beside the decision, in order."""
    stappen: list[Stap] = []
    if gegevens.acuut_gevaar is Antwoord.JA:
        stappen.append(Stap("bel_112", "Bel nu 112. Noteer daarna wanneer u belde.", bronnen.EIGEN))
    if gegevens.minderjarige_in_beeld:
        stappen.append(
            Stap(
                "veilig_thuis",
                "Overleg met Veilig Thuis: 0800-2000, dag en nacht. Er is een minderjarige bij betrokken.",
                bronnen.MELDCODE,
            )
        )
    if gegevens.minderjarige_in_beeld or gegevens.meldcode_sector is not None:
        stappen.append(
            Stap(
                "meldcode",
                "Volg de meldcode: 1. breng de signalen in kaart, 2. overleg met een collega of met "
                "Veilig Thuis, 3. praat met de betrokkene als dat veilig kan, 4. weeg, "
                "5. beslis over melden en hulp.",
                bronnen.MELDCODE,
            )
        )
    return tuple(stappen)
