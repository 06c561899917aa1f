"""Hard stops: with one of these a signaal never ends as low."""

from __future__ import annotations

from baken.signalen.rules import bronnen
from baken.signalen.rules.advies import Grond, Uitkomst, Zwaarte
from baken.signalen.rules.gegevens import Antwoord, Gegevens, Kenmerk, Rol
from baken.signalen.rules.kenmerken import feiten, met_kenmerk
from baken.signalen.rules.vormen import partijen


def gronden(gegevens: Gegevens) -> tuple[Grond, ...]:
    """Return the hard stops that fire, and violence and threats beside them."""
    gevonden = (
        acuut_gevaar(gegevens),
        minderjarige(gegevens),
        vrijheid_ontnomen(gegevens),
        documenten_afgenomen(gegevens),
        geweld(gegevens),
        dreiging(gegevens),
    )
    return tuple(g for g in gevonden if g is not None)


def acuut_gevaar(gegevens: Gegevens) -> Grond | None:
    """Someone is in danger now."""
    if gegevens.acuut_gevaar is not Antwoord.JA:
        return None
    return Grond(
        code="harde_grens.acuut_gevaar",
        regel="Acuut gevaar",
        tekst="Er is nu gevaar voor iemand. Bel 112. Daarna pas gaat u verder met dit signaal.",
        bron=bronnen.EIGEN,
        zwaarte=Zwaarte.HARDE_GRENS,
        feiten=("Acuut gevaar: ja",),
        wijst_op=frozenset({Uitkomst.ZORG_EN_STRAFRECHT}),
        sluit_laag_uit=True,
    )


def minderjarige(gegevens: Gegevens) -> Grond | None:
    """Someone is under 18, whatever the part and whatever the form."""
    if not gegevens.minderjarige_in_beeld:
        return None
    wijst_op = {Uitkomst.VEILIG_THUIS}
    if gegevens.minderjarige_mogelijk_slachtoffer:
        tekst = (
            "Er is iemand jonger dan 18 jaar bij betrokken. Bij een minderjarige hoeft er geen "
            "dwang te zijn. "
            "Dat geldt bij elke vorm van uitbuiting."
        )
        wijst_op.add(Uitkomst.ZORG)
    else:
        tekst = "Een getuige is jonger dan 18 jaar. Ook dit kind heeft mogelijk bescherming nodig."
    wie = sorted({p.rol.value for p in gegevens.personen if p.is_minderjarig})
    genoemd = tuple(f"Minderjarig: {Rol(r).value}" for r in wie)
    if gegevens.minderjarige is Antwoord.JA:
        genoemd = ("Minderjarige betrokken: ja", *genoemd)
    return Grond(
        code="harde_grens.minderjarige",
        regel="Minderjarige betrokken",
        tekst=tekst,
        bron=bronnen.PALERMO_KIND,
        zwaarte=Zwaarte.HARDE_GRENS,
        feiten=genoemd,
        wijst_op=frozenset(wijst_op),
        sluit_laag_uit=True,
    )


def _gezegd_of_gekozen(gegevens: Gegevens, antwoord: Antwoord, vraag: str, kenmerk: Kenmerk) -> tuple[str, ...]:
    gekozen = feiten(met_kenmerk(gegevens.signalen, kenmerk))
    return (f"{vraag}: ja", *gekozen) if antwoord is Antwoord.JA else gekozen


def vrijheid_ontnomen(gegevens: Gegevens) -> Grond | None:
    """Freedom was taken: said, or in a chosen indicator."""
    genoemd = _gezegd_of_gekozen(gegevens, gegevens.vrijheid_ontnomen, "Vrijheid afgenomen", Kenmerk.VRIJHEID_ONTNOMEN)
    if not genoemd:
        return None
    return Grond(
        code="harde_grens.vrijheid_ontnomen",
        regel="Vrijheid afgenomen",
        tekst="Iemand kan niet gaan en staan waar hij of zij wil. Dat wijst op dwang.",
        bron=bronnen.DEFINITIE,
        zwaarte=Zwaarte.HARDE_GRENS,
        feiten=genoemd,
        wijst_op=partijen(gegevens) | {Uitkomst.ZORG_EN_STRAFRECHT},
        sluit_laag_uit=True,
    )


def documenten_afgenomen(gegevens: Gegevens) -> Grond | None:
    """Identity papers were taken: said, or in a chosen indicator."""
    genoemd = _gezegd_of_gekozen(
        gegevens, gegevens.documenten_afgenomen, "Papieren afgenomen", Kenmerk.DOCUMENTEN_AFGENOMEN
    )
    if not genoemd:
        return None
    return Grond(
        code="harde_grens.documenten_afgenomen",
        regel="Papieren afgenomen",
        tekst=("Iemand heeft de eigen papieren niet meer. Daardoor wordt die persoon afhankelijk van een ander."),
        bron=bronnen.DEFINITIE,
        zwaarte=Zwaarte.HARDE_GRENS,
        feiten=genoemd,
        wijst_op=partijen(gegevens) | {Uitkomst.ZORG},
        sluit_laag_uit=True,
    )


def geweld(gegevens: Gegevens) -> Grond | None:
    """Violence in a chosen indicator: not one of the four hard stops, yet it never ends as low."""
    gekozen = met_kenmerk(gegevens.signalen, Kenmerk.GEWELD)
    if not gekozen:
        return None
    return Grond(
        code="ernst.geweld",
        regel="Geweld",
        tekst="Er zijn tekenen van geweld. Geweld is een vorm van dwang. Dit signaal mag niet laag eindigen.",
        bron=bronnen.DEFINITIE,
        zwaarte=Zwaarte.STERK,
        feiten=feiten(gekozen),
        wijst_op=partijen(gegevens) | {Uitkomst.ZORG_EN_STRAFRECHT},
        sluit_laag_uit=True,
    )


def dreiging(gegevens: Gegevens) -> Grond | None:
    """A threat in a chosen indicator."""
    gekozen = met_kenmerk(gegevens.signalen, Kenmerk.DREIGING)
    if not gekozen:
        return None
    return Grond(
        code="ernst.dreiging",
        regel="Dreiging",
        tekst="Er wordt gedreigd. Dreiging is een vorm van dwang.",
        bron=bronnen.DEFINITIE,
        zwaarte=Zwaarte.STERK,
        feiten=feiten(gekozen),
        wijst_op=partijen(gegevens) | {Uitkomst.ZORG},
    )
