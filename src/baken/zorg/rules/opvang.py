"""Which place fits a client, and for every other one why not. A person books; this only says what it finds.

Bron 004 p. 15 "Opvang" divides shelter by lawful stay, sex, age, form and who deploys it. Conditions are data per
place; two limits hold whatever a place says: a minor never goes to a place for adults, and somebody with the Dutch
nationality never goes to COSM.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from baken.signalen.rules.bronnen import EIGEN, OPVANG, ZORG, Bron
from baken.zorg.rules.verblijf import RECHTMATIG, Verblijf


class Opvangsoort(StrEnum):
    """The kinds of shelter of bron 004; their names are facts of kind `opvang`."""

    REGULIER = "OPV-REG"
    SPECIALISTISCH = "OPV-SPEC"
    NOODBED_NATIONAAL = "OPV-NOOD-NAT"
    COSM_VROUWEN = "OPV-COSM-V"
    COSM_MANNEN = "OPV-COSM-M"
    NOODBED_OPSPORING = "OPV-NOOD-OPS"
    NLA = "OPV-NLA"
    JEUGD = "OPV-JEUGD"


class Leeftijd(StrEnum):
    """For whom a place is. No place is for both: a minor never lives with adults."""

    VOLWASSEN = "volwassen"
    MINDERJARIG = "minderjarig"


COSM = frozenset({Opvangsoort.COSM_VROUWEN, Opvangsoort.COSM_MANNEN})
VAN_DE_PLEK = Bron("Gegevens van deze opvang in Baken", "voorwaarden van de plek")
BEDENKTIJD = Bron("Baken", "eigen keuze: bedenktijd hoort bij COSM, al noemt het Regionaal Beleid (p. 15) dat niet")
BEZETTING = Bron("Boekingen in Baken", "deze plek en deze nacht")


@dataclass(frozen=True)
class Client:
    """What the matcher knows of somebody. Empty or None: not known.

    geslacht: code of a fact; minderjarig; nederlands: has the Dutch nationality; vormen: codes of forms without
    sub-forms; gemeenten: GM codes where the client lives, works or was found; aangetroffen: the last of these;
    inzet: avim, kmar, nla or ""; contra: codes of contra-indications, None when nobody asked; kinderen: how many come
    along; vannacht: a place is needed tonight.
    """

    geslacht: str = ""
    minderjarig: bool | None = None
    nederlands: bool | None = None
    verblijf: Verblijf = Verblijf.ONBEKEND
    vormen: frozenset[str] = frozenset()
    gemeenten: frozenset[str] = frozenset()
    aangetroffen: str = ""
    inzet: str = ""
    contra: frozenset[str] | None = None
    kinderen: int | None = None
    vannacht: bool = True

    @property
    def verblijf_nu(self) -> Verblijf:
        """Return the stay; who is Dutch is here lawfully, whatever was filled in."""
        return Verblijf.NEDERLANDER if self.nederlands else self.verblijf

    @property
    def is_nederlander(self) -> bool:
        """Whether the client is known to be Dutch."""
        return self.verblijf_nu == Verblijf.NEDERLANDER


@dataclass(frozen=True)
class Voorwaarden:
    """The conditions of a place. An empty set is no condition; None is: nobody knows, ask the shelter.

    gemeenten: who lives, works or was found there; aangetroffen: who was found there; contra: contra-indications that
    the place does not take; kinderen_mee: children may come along.
    """

    leeftijd: Leeftijd = Leeftijd.VOLWASSEN
    geslachten: frozenset[str] | None = frozenset()
    verblijf: frozenset[Verblijf] = frozenset()
    vormen: frozenset[str] = frozenset()
    gemeenten: frozenset[str] = frozenset()
    aangetroffen: frozenset[str] = frozenset()
    inzet: frozenset[str] = frozenset()
    contra: frozenset[str] | None = None
    kinderen_mee: bool | None = None


@dataclass(frozen=True)
class Aanbod:
    """A place on offer for one night. vrij: None when nobody knows. bron: where its conditions come from."""

    plek_id: int
    soort: Opvangsoort
    voorwaarden: Voorwaarden
    vrij: bool | None = True
    noodbed: bool = False
    bron: Bron = VAN_DE_PLEK


@dataclass(frozen=True)
class Reden:
    """One reason. uitkomst: True it fits, None ask first, False it does not. grens: no reason may set it aside."""

    regel: str
    uitkomst: bool | None
    tekst: str
    bron: Bron
    grens: bool = False


@dataclass(frozen=True)
class Oordeel:
    """Whether a place fits, with every reason. past: None when it cannot be said yet."""

    past: bool | None
    redenen: tuple[Reden, ...]

    @property
    def grens(self) -> bool:
        """Whether a limit stands in the way that nobody may set aside."""
        return any(r.grens and r.uitkomst is False for r in self.redenen)


@dataclass(frozen=True)
class Voorstel:
    """A place with what the rules say of it, its free nights included."""

    aanbod: Aanbod
    oordeel: Oordeel


@dataclass(frozen=True)
class Weg:
    """What can be done when nothing fits."""

    tekst: str
    bron: Bron


@dataclass(frozen=True)
class Matchlijst:
    """Every place in one of three lists, and whether a noodbed is needed, with the reason."""

    past: tuple[Voorstel, ...]
    eerst_nagaan: tuple[Voorstel, ...]
    niet: tuple[Voorstel, ...]
    noodbed_nodig: bool
    waarom_noodbed: str
    wegen: tuple[Weg, ...]


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
        if mee is False:
            return Reden("kinderen", None, "Hier kunnen geen kinderen mee. Vraag of er kinderen zijn.", aanbod.bron)
        return None
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
    return _oordeel(tuple(r for regel in _REGELS if (r := regel(client, aanbod)) is not None))


def _oordeel(redenen: tuple[Reden, ...]) -> Oordeel:
    uitkomsten = {r.uitkomst for r in redenen}
    past: bool | None = None if None in uitkomsten else True
    return Oordeel(False if False in uitkomsten else past, redenen)


def _met(voorstel: Voorstel, reden: Reden) -> Voorstel:
    return replace(voorstel, oordeel=_oordeel((*voorstel.oordeel.redenen, reden)))


def met_bezetting(voorstel: Voorstel) -> Voorstel:
    """Add whether the place is free that night, as one reason more."""
    vrij = voorstel.aanbod.vrij
    teksten = {True: "Vrij.", None: "Niet bekend is of er plek is. Bel de opvang.", False: "Bezet in deze nachten."}
    return _met(voorstel, Reden("vrij", vrij, teksten[vrij], BEZETTING))


def match(client: Client, aanbod: Sequence[Aanbod]) -> Matchlijst:
    """Lay every place in one of three lists. A noodbed is offered only when no other place surely fits and is free."""
    voorstellen = [met_bezetting(Voorstel(a, passend(client, a))) for a in aanbod]
    vast = [v for v in voorstellen if v.oordeel.past and not v.aanbod.noodbed]
    nodig, waarom = noodbed_nodig(client, bool(vast))
    if not nodig:
        reden = Reden("noodbed", False, waarom, OPVANG)
        voorstellen = [_met(v, reden) if v.aanbod.noodbed else v for v in voorstellen]
    past = tuple(v for v in voorstellen if v.oordeel.past)
    return Matchlijst(
        past=past,
        eerst_nagaan=tuple(v for v in voorstellen if v.oordeel.past is None),
        niet=tuple(v for v in voorstellen if v.oordeel.past is False),
        noodbed_nodig=nodig,
        waarom_noodbed=waarom,
        wegen=() if past else wegen(client),
    )


def noodbed_nodig(client: Client, andere_plek: bool) -> tuple[bool, str]:
    """Say whether a noodbed may be offered, and why. andere_plek: another place surely fits and is free."""
    if client.minderjarig:
        return False, "Noodbedden zijn voor volwassenen."
    if andere_plek:
        return False, "Een noodbed is er als niets anders kan. Er is een andere plek die past en vrij is."
    if not client.vannacht:
        return False, "Een noodbed is voor wie vannacht nergens terechtkan."
    return True, "Er is vannacht geen andere plek waarvan zeker is dat die past en vrij is."


def wegen(client: Client) -> tuple[Weg, ...]:
    """Return what can be done when no place surely fits: the right to help never ends here."""
    gevonden = [Weg("Ieder slachtoffer krijgt hulp en opvang, ook zonder verblijfsstatus. Zoek dus verder.", ZORG)]
    if client.minderjarig is not False:
        tekst = "Is de cliënt minderjarig: overleg met de jeugdhulp van de gemeente (Jeugdwet) en met Veilig Thuis."
        gevonden.append(Weg(tekst, OPVANG))
    if not client.minderjarig:
        tekst = "Komt de cliënt net uit uitbuiting: de AVIM of de KMar kan een noodbed inzetten. Bel hen."
        gevonden.append(Weg(tekst, OPVANG))
        if not client.is_nederlander:
            tekst = "Is de cliënt geen Nederlander: CoMensha bemiddelt naar opvang. Daarvoor is toestemming nodig."
            gevonden.append(Weg(tekst, OPVANG))
        if "ARB" in client.vormen or not client.vormen:
            tekst = "Bij arbeidsuitbuiting heeft de Nederlandse Arbeidsinspectie crisisplekken. Bel hen."
            gevonden.append(Weg(tekst, OPVANG))
    gevonden.append(Weg("Zet de cliënt op de wachtlijst, zodat u ziet hoe lang het duurt.", EIGEN))
    return tuple(gevonden)
