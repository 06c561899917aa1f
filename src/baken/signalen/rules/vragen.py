"""What is missing: questions to ask, each with the reason. For a minor no coercion is asked."""

from __future__ import annotations

from baken.signalen.rules.advies import Vraag
from baken.signalen.rules.arbeid import ilo_uitslagen
from baken.signalen.rules.gegevens import Antwoord, Element, Gegevens, Kenmerk, Rol, Vorm
from baken.signalen.rules.ilo import UITBUITING, daad_in_beeld
from baken.signalen.rules.kenmerken import met_kenmerk

DWANGVRAAG = "dwang"
_TRAPPEN = {
    "acuut_gevaar": ("Is er nu gevaar voor iemand?", "Bij acuut gevaar gaat 112 voor alles."),
    "vrijheid_ontnomen": (
        "Kan de persoon gaan en staan waar hij of zij wil?",
        "Geen vrijheid is een harde grens.",
    ),
    "documenten_afgenomen": (
        "Heeft de persoon de eigen papieren zelf?",
        "Papieren afnemen is een harde grens.",
    ),
}
_KENMERK = {
    "vrijheid_ontnomen": Kenmerk.VRIJHEID_ONTNOMEN,
    "documenten_afgenomen": Kenmerk.DOCUMENTEN_AFGENOMEN,
}


def ontbreekt(gegevens: Gegevens) -> tuple[Vraag, ...]:
    """Return what is missing or contradicts itself, most urgent first."""
    return (
        *_harde_vragen(gegevens),
        *_tegenspraak(gegevens),
        *_leeftijd(gegevens),
        *_inhoud(gegevens),
        *_dwang(gegevens),
        *_werving(gegevens),
        *_omgeving(gegevens),
    )


def _harde_vragen(gegevens: Gegevens) -> tuple[Vraag, ...]:
    open_vragen = []
    for naam, (tekst, waarom) in _TRAPPEN.items():
        kenmerk = _KENMERK.get(naam)
        bekend = kenmerk is not None and bool(met_kenmerk(gegevens.signalen, kenmerk))
        if getattr(gegevens, naam) is Antwoord.ONBEKEND and not bekend:
            open_vragen.append(Vraag(naam, tekst, waarom))
    return tuple(open_vragen)


def _tegenspraak(gegevens: Gegevens) -> tuple[Vraag, ...]:
    gevonden = []
    for naam, kenmerk in _KENMERK.items():
        gekozen = met_kenmerk(gegevens.signalen, kenmerk)
        if gekozen and getattr(gegevens, naam) is Antwoord.NEE:
            codes = ", ".join(i.code for i in gekozen)
            gevonden.append(
                Vraag(
                    f"tegenspraak_{naam}",
                    f"De melder antwoordde nee, maar koos ook een signaal dat ja zegt ({codes}). Wat klopt?",
                    "Tot dat duidelijk is geldt de harde grens.",
                )
            )
    kind = gegevens.minderjarige is Antwoord.NEE and any(p.is_minderjarig for p in gegevens.personen)
    if kind:
        gevonden.append(
            Vraag(
                "tegenspraak_minderjarige",
                "Er staat dat er geen minderjarige is, maar bij een persoon staat een leeftijd onder 18. Wat klopt?",
                "Tot dat duidelijk is geldt de harde grens.",
            )
        )
    return tuple(gevonden)


def _leeftijd(gegevens: Gegevens) -> tuple[Vraag, ...]:
    if not gegevens.leeftijd_onzeker:
        return ()
    kinderen = met_kenmerk(gegevens.signalen, Kenmerk.KINDEREN)
    waarom = "Bij een minderjarige gelden andere regels: Veilig Thuis en de meldcode."
    if kinderen:
        waarom += " Een gekozen signaal wijst op kinderen."
    return (Vraag("leeftijd", "Is er iemand jonger dan 18 jaar bij?", waarom),)


def _inhoud(gegevens: Gegevens) -> tuple[Vraag, ...]:
    vragen = []
    if not gegevens.genoemde_vormen:
        vragen.append(
            Vraag("vorm", "Om wat voor werk of dienst gaat het?", "Daaruit volgt om welke vorm het kan gaan.")
        )
    if not gegevens.signalen:
        vragen.append(
            Vraag("signalen", "Wat heeft de melder zelf gezien of gehoord?", "Er zijn geen signalen gekozen.")
        )
    elif not any(i.element is Element.DOEL for i in gegevens.signalen):
        vragen.append(
            Vraag(
                "uitbuiting",
                "Wie verdient er aan deze persoon, en wat moet de persoon doen of afgeven?",
                "Uitbuiting is de kern van mensenhandel.",
            )
        )
    return tuple(vragen)


def _dwang(gegevens: Gegevens) -> tuple[Vraag, ...]:
    """Ask for coercion, never when a minor is involved."""
    if gegevens.minderjarige_in_beeld or not gegevens.signalen:
        return ()
    bekend = any(i.element is Element.MIDDEL for i in gegevens.signalen)
    bekend = bekend or bool(met_kenmerk(gegevens.signalen, Kenmerk.DWANG))
    bekend = bekend or Antwoord.JA in (gegevens.vrijheid_ontnomen, gegevens.documenten_afgenomen)
    if bekend:
        return ()
    return (
        Vraag(
            DWANGVRAAG,
            "Is er dwang, geweld, dreiging, misleiding of misbruik van een kwetsbare positie?",
            "Bij een volwassene hoort een van deze middelen bij mensenhandel.",
        ),
    )


def _werving(gegevens: Gegevens) -> tuple[Vraag, ...]:
    uitgebuit = any(u.positief(UITBUITING) for u in ilo_uitslagen(gegevens))
    if not uitgebuit or daad_in_beeld(gegevens.signalen):
        return ()
    return (
        Vraag(
            "werving",
            "Hoe kwam de persoon hier terecht? Wie regelde het werk, de reis of de slaapplek?",
            "Over werven, vervoeren of huisvesten is nog niets gemeld.",
        ),
    )


def _omgeving(gegevens: Gegevens) -> tuple[Vraag, ...]:
    vragen = []
    if not any(p.rol is Rol.SLACHTOFFER for p in gegevens.personen):
        vragen.append(
            Vraag(
                "slachtoffer",
                "Is er iemand die mogelijk slachtoffer is?",
                "Een slachtoffer heeft recht op zorg.",
            )
        )
    if gegevens.georganiseerd is Antwoord.ONBEKEND:
        vragen.append(
            Vraag(
                "georganiseerd",
                "Zijn er meer daders, panden of bedrijven bij betrokken?",
                "Dat kan wijzen op ondermijning.",
            )
        )
    if not gegevens.sector and gegevens.genoemde_vormen & {Vorm.ARB, Vorm.SEKS}:
        vragen.append(Vraag("sector", "In welke sector gebeurt het?", "Daaruit volgt wie er toezicht houdt."))
    if gegevens.eigen_gemeente is Antwoord.ONBEKEND:
        vragen.append(Vraag("gemeente", "In welke gemeente gebeurt het?", "Misschien is een andere gemeente aan zet."))
    if gegevens.melder_bereikbaar is Antwoord.NEE:
        vragen.append(
            Vraag(
                "melder_niet_bereikbaar",
                "De melder is niet te bereiken. Wie kan meer weten?",
                "Aanvullende vragen zijn zo niet mogelijk.",
            )
        )
    return tuple(vragen)
