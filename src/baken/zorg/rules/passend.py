"""Whether a place fits a client, by every condition. Two limits hold whatever a place says: a minor never goes to a
place for adults, and somebody with the Dutch nationality never goes to COSM.
"""

from __future__ import annotations

from collections.abc import Callable

from baken.signalen.rules.bronnen import EIGEN, OPVANG, Bron
from baken.zorg.rules.opvang import (
    BEDENKTIJD,
    COSM,
    Aanbod,
    Client,
    Leeftijd,
    Oordeel,
    Opvangsoort,
    Reden,
)
from baken.zorg.rules.verblijf import RECHTMATIG, Verblijf

Regel = Callable[[Client, Aanbod], "Reden | None"]
# Which conditions of a kind the source gives itself; the others are the place's own.
_UIT_DE_BRON: dict[Opvangsoort, frozenset[str]] = {
    Opvangsoort.REGULIER: frozenset({"verblijf"}),
    Opvangsoort.SPECIALISTISCH: frozenset({"verblijf", "gemeenten"}),
    Opvangsoort.NOODBED_NATIONAAL: frozenset({"verblijf", "aangetroffen"}),
    Opvangsoort.COSM_VROUWEN: frozenset({"verblijf", "geslacht"}),
    Opvangsoort.COSM_MANNEN: frozenset({"verblijf", "geslacht"}),
    Opvangsoort.NOODBED_OPSPORING: frozenset({"inzet"}),
    Opvangsoort.NLA: frozenset({"vorm"}),
    Opvangsoort.JEUGD: frozenset(),
}
GESLACHTEN = {"V": "vrouwen", "M": "mannen", "X": "wie zich geen man of vrouw noemt"}
INZET = {"avim": "de AVIM", "kmar": "de KMar", "nla": "de Nederlandse Arbeidsinspectie"}


def _bron(aanbod: Aanbod, regel: str) -> Bron:
    return OPVANG if regel in _UIT_DE_BRON[aanbod.soort] else aanbod.bron


def _leeftijd(client: Client, aanbod: Aanbod) -> Reden:
    voor_kind = aanbod.voorwaarden.leeftijd == Leeftijd.MINDERJARIG or aanbod.soort == Opvangsoort.JEUGD
    wie = "minderjarigen" if voor_kind else "volwassenen"
    if client.minderjarig is None:
        return Reden("leeftijd", None, f"Deze plek is voor {wie}. Ga na hoe oud de cliënt is.", OPVANG)
    if client.minderjarig == voor_kind:
        return Reden("leeftijd", True, f"Deze plek is voor {wie}.", OPVANG)
    if client.minderjarig:
        tekst = "Een minderjarige komt niet bij volwassenen. Voor minderjarigen is er de jeugdzorg (Jeugdwet)."
        return Reden("leeftijd", False, tekst, OPVANG, grens=True)
    return Reden("leeftijd", False, "Deze plek is voor minderjarigen. De cliënt is volwassen.", OPVANG, grens=True)


def _cosm(client: Client, aanbod: Aanbod) -> Reden | None:
    if aanbod.soort not in COSM:
        return None
    if client.is_nederlander:
        tekst = "COSM is voor slachtoffers zonder de Nederlandse nationaliteit. De cliënt is Nederlander."
        return Reden("cosm", False, tekst, OPVANG, grens=True)
    return Reden("cosm", True, "Een plek in COSM loopt via CoMensha, met toestemming van de cliënt.", OPVANG)


def _verblijf(client: Client, aanbod: Aanbod) -> Reden | None:
    eis, heeft = aanbod.voorwaarden.verblijf, client.verblijf_nu
    if not eis:
        return None
    voor_rechtmatig = bool(eis & RECHTMATIG)
    wie = "wie rechtmatig in Nederland is" if voor_rechtmatig else "wie in bedenktijd is of geen verblijfsstatus heeft"
    if heeft == Verblijf.ONBEKEND:
        return Reden("verblijf", None, f"Deze plek is voor {wie}. Ga het verblijf van de cliënt na.", OPVANG)
    bron = BEDENKTIJD if heeft == Verblijf.BEDENKTIJD else _bron(aanbod, "verblijf")
    if heeft in eis:
        return Reden("verblijf", True, f"Deze plek is voor {wie}. Dat past bij het verblijf van de cliënt.", bron)
    tekst = f"Deze plek is voor {wie}."
    if heeft in (Verblijf.BEDENKTIJD, Verblijf.GEEN) and voor_rechtmatig:
        tekst += " Voor deze cliënt is er COSM, via CoMensha."
    elif heeft in RECHTMATIG and not voor_rechtmatig:
        tekst += " Deze cliënt is rechtmatig hier en gaat naar reguliere of specialistische opvang."
    return Reden("verblijf", False, tekst, bron)


def _geslacht(client: Client, aanbod: Aanbod) -> Reden | None:
    eis, bron = aanbod.voorwaarden.geslachten, _bron(aanbod, "geslacht")
    if eis is None:
        return Reden("geslacht", None, "Niet bekend is of deze plek voor vrouwen of mannen is. Vraag het na.", bron)
    if not eis:
        return None
    wie = " en ".join(GESLACHTEN.get(g, g) for g in sorted(eis))
    if client.geslacht in eis:
        return Reden("geslacht", True, f"Deze plek is voor {wie}.", bron)
    if client.geslacht not in ("V", "M"):
        tekst = f"Deze plek is voor {wie}. Vraag de cliënt wat past en vraag het de opvang."
        return Reden("geslacht", None, tekst, EIGEN)
    return Reden("geslacht", False, f"Deze plek is voor {wie}.", bron)


def _vorm(client: Client, aanbod: Aanbod) -> Reden | None:
    eis, bron = aanbod.voorwaarden.vormen, _bron(aanbod, "vorm")
    if not eis:
        return None
    if aanbod.soort == Opvangsoort.NLA:
        wat = "Deze crisisplek van de Arbeidsinspectie is voor slachtoffers van arbeidsuitbuiting."
    else:
        wat = "Deze plek is voor slachtoffers van bepaalde vormen van uitbuiting."
    if not client.vormen:
        return Reden("vorm", None, f"{wat} Ga na om welke vorm het gaat.", bron)
    return Reden("vorm", bool(client.vormen & eis), wat, bron)


def _gemeenten(client: Client, aanbod: Aanbod) -> Reden | None:
    eis = aanbod.voorwaarden.gemeenten
    if not eis:
        return None
    tekst = "Deze plek is voor wie woont, werkt of is aangetroffen in een gemeente van deze opvang."
    bron = _bron(aanbod, "gemeenten")
    if client.gemeenten & eis:
        return Reden("gemeenten", True, tekst, bron)
    if not client.gemeenten:
        return Reden("gemeenten", None, f"{tekst} Ga na waar dat was.", bron)
    return Reden("gemeenten", False, tekst, bron)


def _aangetroffen(client: Client, aanbod: Aanbod) -> Reden | None:
    eis = aanbod.voorwaarden.aangetroffen
    if not eis:
        return None
    tekst, bron = (
        "Deze plek is voor wie is aangetroffen in een gemeente van deze opvang.",
        _bron(aanbod, "aangetroffen"),
    )
    if not client.aangetroffen:
        return Reden("aangetroffen", None, f"{tekst} Ga na waar dat was.", bron)
    return Reden("aangetroffen", client.aangetroffen in eis, tekst, bron)


def _inzet(client: Client, aanbod: Aanbod) -> Reden | None:
    eis = aanbod.voorwaarden.inzet
    if not eis:
        return None
    wie = " of ".join(INZET.get(i, i) for i in sorted(eis))
    if client.inzet in eis:
        return Reden("inzet", True, f"Deze plek wordt ingezet door {wie}, en dat is zo.", _bron(aanbod, "inzet"))
    tekst = f"Deze plek kan alleen {wie} inzetten. Is de cliënt daar in beeld, overleg dan met hen."
    return Reden("inzet", False, tekst, _bron(aanbod, "inzet"))


def _contra(client: Client, aanbod: Aanbod) -> Reden | None:
    eis, bron = aanbod.voorwaarden.contra, aanbod.bron
    if eis is None:
        if client.contra is None:
            tekst = "Vraag de cliënt naar contra-indicaties, en de opvang of deze plek daarmee kan."
            return Reden("contra", None, tekst, bron)
        if not client.contra:
            return None
        tekst = "Niet bekend is of deze plek kan met wat de cliënt nodig heeft. Vraag het de opvang."
        if aanbod.soort == Opvangsoort.REGULIER:
            tekst += " Reguliere opvang past in de praktijk vaak niet door contra-indicaties."
            bron = OPVANG
        return Reden("contra", None, tekst, bron)
    if not eis:
        return None
    if client.contra is None:
        tekst = "Deze plek neemt niet iedereen aan. Vraag de cliënt eerst naar contra-indicaties."
        return Reden("contra", None, tekst, bron)
    if client.contra & eis:
        return Reden("contra", False, "Deze plek past niet bij een contra-indicatie van de cliënt.", bron)
    return Reden("contra", True, "Geen van de contra-indicaties van deze plek geldt voor de cliënt.", bron)


def _kinderen(client: Client, aanbod: Aanbod) -> Reden | None:
    mee = aanbod.voorwaarden.kinderen_mee
    if client.kinderen is None:
        if mee:
            return None
        tekst = "Hier kunnen geen kinderen mee." if mee is False else "Niet bekend is of er kinderen mee kunnen."
        return Reden("kinderen", None, f"{tekst} Vraag of er kinderen zijn.", aanbod.bron)
    if not client.kinderen:
        return None
    if mee is None:
        return Reden("kinderen", None, "Niet bekend is of er kinderen mee kunnen. Vraag het de opvang.", aanbod.bron)
    tekst = "Hier kunnen kinderen mee." if mee else "Hier kunnen geen kinderen mee."
    return Reden("kinderen", mee, tekst, aanbod.bron)


_REGELS: tuple[Regel, ...] = (
    _leeftijd,
    _cosm,
    _verblijf,
    _geslacht,
    _vorm,
    _gemeenten,
    _aangetroffen,
    _inzet,
    _contra,
    _kinderen,
)


def passend(client: Client, aanbod: Aanbod) -> Oordeel:
    """Say whether a place fits a client, with every reason and never only the first. Free nights do not count here."""
    return oordeel_bij(tuple(r for regel in _REGELS if (r := regel(client, aanbod)) is not None))


def oordeel_bij(redenen: tuple[Reden, ...]) -> Oordeel:
    """Return the judgement that follows from reasons: one no is a no, and one question is a question."""
    uitkomsten = {r.uitkomst for r in redenen}
    past: bool | None = None if None in uitkomsten else True
    return Oordeel(False if False in uitkomsten else past, redenen)
