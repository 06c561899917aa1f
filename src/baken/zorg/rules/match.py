"""Every place in one of three lists, with why; and whether a noodbed is needed. A person books; this only says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from baken.signalen.rules.bronnen import EIGEN, OPVANG, ZORG
from baken.zorg.rules.opvang import BEZETTING, Aanbod, Client, Matchlijst, Reden, Voorstel, Weg
from baken.zorg.rules.passend import oordeel_bij, passend

VERTREK_OPEN = (
    "De laatste nacht van wie hier verblijft is voorbij, maar het vertrek is niet vastgelegd. De plek is pas vrij als "
    "de zorgcoördinator van die cliënt het verblijf beëindigt of verlengt."
)


def _met(voorstel: Voorstel, reden: Reden) -> Voorstel:
    return replace(voorstel, oordeel=oordeel_bij((*voorstel.oordeel.redenen, reden)))


def met_bezetting(voorstel: Voorstel) -> Voorstel:
    """Add whether the place is free that night, as one reason more."""
    vrij = voorstel.aanbod.vrij
    if voorstel.aanbod.vertrek_open:
        return _met(voorstel, Reden("vertrek", False, VERTREK_OPEN, BEZETTING))
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
