"""Labour: reasons from the ILO rule, and the ladder from slecht werkgeverschap to uitbuiting."""

from __future__ import annotations

from enum import StrEnum

from baken.signalen.rules import bronnen
from baken.signalen.rules.advies import Grond, Uitkomst, Zwaarte
from baken.signalen.rules.gegevens import ALGEMEEN, Antwoord, Element, Gegevens, Indicator, Kenmerk, Vorm
from baken.signalen.rules.ilo import DWANG, UITBUITING, Duiding, IloUitslag, beoordeel_ilo
from baken.signalen.rules.kenmerken import feiten, met_kenmerk


class Trede(StrEnum):
    """Step of the ladder. ONBEPAALD: it concerns labour, but the step cannot be told yet."""

    UITBUITING = "uitbuiting"
    ERNSTIGE_BENADELING = "ernstige benadeling"
    SLECHT_WERKGEVERSCHAP = "slecht werkgeverschap"
    ONBEPAALD = "onbepaald"


_KIND = frozenset({Uitkomst.ZORG_EN_STRAFRECHT, Uitkomst.NLA, Uitkomst.VEILIG_THUIS})
_STERK = frozenset({Uitkomst.ZORG_EN_STRAFRECHT, Uitkomst.NLA})
_UITLEG: dict[Duiding, tuple[Zwaarte, frozenset[Uitkomst], str]] = {
    Duiding.KIND: (
        Zwaarte.STERK,
        _KIND,
        "De signalen over uitbuiting van een kind vormen samen een sterk vermoeden van mensenhandel. "
        "Bij een kind hoeft er geen dwang te zijn.",
    ),
    Duiding.KIND_DAAD_ONBEKEND: (
        Zwaarte.STERK,
        _KIND,
        "De signalen wijzen op uitbuiting van een kind. Nog niet bekend is wie het kind heeft "
        "geworven, vervoerd "
        "of gehuisvest. Bij een kind hoeft er geen dwang te zijn.",
    ),
    Duiding.STERK_VERMOEDEN: (
        Zwaarte.STERK,
        _STERK,
        "Misleidende of gedwongen werving, uitbuiting en dwang komen alle drie duidelijk terug. "
        "Samen is dat een sterk vermoeden van mensenhandel.",
    ),
    Duiding.MISLEIDING_EN_UITBUITING: (
        Zwaarte.STERK,
        frozenset({Uitkomst.ZORG, Uitkomst.NLA}),
        "Iemand is misleid bij de werving en wordt uitgebuit. Dwang op het werk komt niet duidelijk terug.",
    ),
    Duiding.ARBEIDSRECHTELIJK: (
        Zwaarte.MIDDEL,
        frozenset({Uitkomst.NLA}),
        "De omstandigheden zijn slecht. Volgens deze regel is het een arbeidszaak of ernstige benadeling.",
    ),
    Duiding.GEEN: (
        Zwaarte.UITLEG,
        frozenset(),
        "De gekozen signalen zijn samen niet genoeg voor deze regel. Dat betekent niet dat er niets aan de hand is.",
    ),
}
_CODE = {
    Duiding.KIND: "ilo.kind",
    Duiding.KIND_DAAD_ONBEKEND: "ilo.kind_daad_onbekend",
    Duiding.STERK_VERMOEDEN: "ilo.sterk_vermoeden",
    Duiding.MISLEIDING_EN_UITBUITING: "ilo.misleiding_en_uitbuiting",
    Duiding.ARBEIDSRECHTELIJK: "ilo.arbeidsrechtelijk",
    Duiding.GEEN: "ilo.geen_combinatie",
}


def ilo_uitslagen(gegevens: Gegevens) -> tuple[IloUitslag, ...]:
    """Return the result for adults, and for children when a minor may be a victim.

    Both stand side by side: the source gives two indicators no weight for children, and a minor must never
    make the advice lighter.
    """
    uitslagen = [beoordeel_ilo(gegevens.signalen, kind=False)]
    if gegevens.minderjarige_mogelijk_slachtoffer:
        uitslagen.append(beoordeel_ilo(gegevens.signalen, kind=True))
    return tuple(u for u in uitslagen if u.gewogen)


def gronden(gegevens: Gegevens) -> tuple[Grond, ...]:
    """Return the reasons for labour: ILO rule, what it misses, and the ladder."""
    uitslagen = ilo_uitslagen(gegevens)
    gevonden = [_ilo_grond(u) for u in uitslagen]
    gevonden += [g for g in (_dwang_zonder_werving(u) for u in uitslagen) if g]
    als_kind = _als_het_een_kind_is(gegevens)
    if als_kind:
        gevonden.append(als_kind)
    stap = trede(gegevens)
    if stap:
        gevonden.append(_ladder_grond(stap, gegevens))
    return tuple(gevonden)


def _ilo_grond(uitslag: IloUitslag) -> Grond:
    zwaarte, wijst_op, tekst = _UITLEG[uitslag.duiding]
    positief = tuple(d for d in uitslag.dimensies if d.positief)
    genoemd = tuple(
        f"{d.naam}: {d.sterk} sterk, {d.middel} middel, {d.zwak} zwak ({d.codes})"
        for d in (positief or tuple(d for d in uitslag.dimensies if d.indicatoren))
    )
    wie = "kind" if uitslag.kind else "volwassene"
    code = _CODE[uitslag.duiding]
    if uitslag.kind and uitslag.duiding is Duiding.GEEN:
        code = "ilo.geen_combinatie_kind"
    return Grond(
        code=code,
        regel=f"Combinatieregel van de ILO voor arbeid ({wie})",
        tekst=tekst,
        bron=bronnen.ILO_REGEL,
        zwaarte=zwaarte,
        feiten=genoemd,
        wijst_op=wijst_op,
    )


def _dwang_zonder_werving(uitslag: IloUitslag) -> Grond | None:
    if uitslag.kind or uitslag.duiding is not Duiding.ARBEIDSRECHTELIJK or not uitslag.positief(DWANG):
        return None
    beide = uitslag.dimensies[UITBUITING - 1].indicatoren + uitslag.dimensies[DWANG - 1].indicatoren
    return Grond(
        code="arbeid.dwang_en_uitbuiting",
        regel="Dwang en uitbuiting, werving niet bekend",
        tekst=(
            "De regel van de ILO noemt dit een arbeidszaak, omdat over de werving te weinig bekend is. "
            "Maar dwang en uitbuiting komen allebei duidelijk terug. Vraag naar de werving en "
            "lees dit niet te licht."
        ),
        bron=bronnen.DEFINITIE,
        zwaarte=Zwaarte.STERK,
        feiten=feiten(beide),
        wijst_op=_STERK,
    )


def _als_het_een_kind_is(gegevens: Gegevens) -> Grond | None:
    if not gegevens.leeftijd_onzeker:
        return None
    uitslag = beoordeel_ilo(gegevens.signalen, kind=True)
    if uitslag.duiding is Duiding.GEEN:
        return None
    return Grond(
        code="ilo.als_minderjarig",
        regel="Combinatieregel van de ILO voor arbeid (leeftijd niet bekend)",
        tekst=("De leeftijd is niet bekend. Is het slachtoffer jonger dan 18 jaar, dan is dit een sterk vermoeden."),
        bron=bronnen.ILO_REGEL,
        zwaarte=Zwaarte.UITLEG,
        feiten=feiten(uitslag.dimensies[UITBUITING - 1].indicatoren),
    )


def arbeidssignalen(gegevens: Gegevens) -> tuple[Indicator, ...]:
    """Return the indicators of labour, with the general ones when labour was named."""
    codes = {Vorm.ARB.value}
    if Vorm.ARB in gegevens.genoemde_vormen:
        codes.add(ALGEMEEN)
    return tuple(i for i in gegevens.signalen if i.vorm in codes)


def trede(gegevens: Gegevens) -> Trede | None:
    """Return the step of the ladder, or None when the signaal is not about labour."""
    if Vorm.ARB not in gegevens.genoemde_vormen:
        return None
    signalen = arbeidssignalen(gegevens)
    doel = [i for i in signalen if i.element is Element.DOEL]
    uitslagen = ilo_uitslagen(gegevens)
    zwaar = {
        Duiding.KIND,
        Duiding.KIND_DAAD_ONBEKEND,
        Duiding.STERK_VERMOEDEN,
        Duiding.MISLEIDING_EN_UITBUITING,
    }
    if any(u.duiding in zwaar or (u.positief(UITBUITING) and u.positief(DWANG)) for u in uitslagen):
        return Trede.UITBUITING
    if doel and (gegevens.minderjarige_mogelijk_slachtoffer or _geweld_of_onvrij(gegevens)):
        return Trede.UITBUITING
    middel = [i for i in signalen if i.element in (Element.MIDDEL, Element.KWETSBAARHEID)]
    papieren = gegevens.documenten_afgenomen is Antwoord.JA
    if any(u.positief(UITBUITING) for u in uitslagen) or (doel and (middel or papieren)):
        return Trede.ERNSTIGE_BENADELING
    if doel and all(i.gewicht_volwassen for i in doel):
        return Trede.SLECHT_WERKGEVERSCHAP
    return Trede.ONBEPAALD


def _geweld_of_onvrij(gegevens: Gegevens) -> bool:
    signalen = gegevens.signalen
    gekozen = met_kenmerk(signalen, Kenmerk.GEWELD) + met_kenmerk(signalen, Kenmerk.VRIJHEID_ONTNOMEN)
    return bool(gekozen) or gegevens.vrijheid_ontnomen is Antwoord.JA


def _ladder_grond(stap: Trede, gegevens: Gegevens) -> Grond:
    teksten = {
        Trede.UITBUITING: "Op de ladder lijkt dit op uitbuiting, de hoogste trede. Dat is mensenhandel.",
        Trede.ERNSTIGE_BENADELING: (
            "Op de ladder lijkt dit op ernstige benadeling. De Arbeidsinspectie kan handhaven. "
            "Kijk of het erger is: uitbuiting begint waar iemand niet vrij kan kiezen."
        ),
        Trede.SLECHT_WERKGEVERSCHAP: (
            "Met wat nu bekend is lijkt dit op slecht werkgeverschap, de laagste trede. "
            "Wat niet gemeld is, kan er toch zijn. De Arbeidsinspectie kan dit bekijken."
        ),
        Trede.ONBEPAALD: (
            "Het gaat over werk, maar de trede is nog niet te bepalen. Er is te weinig bekend, "
            "of de gekozen signalen hebben geen gewicht."
        ),
    }
    zwaarte = Zwaarte.STERK if stap is Trede.UITBUITING else Zwaarte.MIDDEL
    if stap in (Trede.ONBEPAALD, Trede.SLECHT_WERKGEVERSCHAP):
        zwaarte = Zwaarte.UITLEG
    signalen = arbeidssignalen(gegevens)
    return Grond(
        code=f"ladder.{stap.name.lower()}",
        regel="Ladder: slecht werkgeverschap, ernstige benadeling, uitbuiting",
        tekst=teksten[stap],
        bron=bronnen.LADDER,
        zwaarte=zwaarte,
        feiten=feiten(signalen) or ("Vorm: arbeidsuitbuiting",),
        wijst_op=frozenset({Uitkomst.NLA}) if signalen else frozenset(),
    )
