"""Rights on verstrekkingen from both sides, and on noodtoegang."""

from baken.dossiers.models import Dossiersoort
from baken.dossiers.soorten import DICHT_TRAJECT
from baken.dossiers.verloop import OPEN_BIJ_ONTVANGER, Verstrekkingsstatus
from baken.keten.rules import VELDGROEPEN
from baken.organisaties.besluit import Band, Recht, registreer
from baken.organisaties.rollen import ONTVANGENDE_ROLLEN, Rol

_AF = frozenset({Rol.AANDACHTSFUNCTIONARIS})
_FG = frozenset({Rol.FG})
_NOOD = ONTVANGENDE_ROLLEN  # each reads its own kinds of dossier: the rechten of signalen, casussen and zorg say which
_ORGANISATIE = frozenset({Band.ORGANISATIE})
_AFZENDER = frozenset({Band.AFZENDER})
_ONTVANGER = frozenset({Band.ONTVANGER})
_EIGENAAR = frozenset({Band.EIGENAAR})
_ALLE = frozenset(VELDGROEPEN)
_MEE = "Een andere organisatie laat u meelezen: alleen wat in het deelbesluit staat, en zolang de grondslag geldt."
# What came in is cut to the task of the reader, not only to what the sender chose: one organisation can hold several
# roles. A client of care can be a suspect, so care reads of everybody; the RIEC of offenders only (bron 004 p. 14).
_OP_TAAK = (
    (ONTVANGENDE_ROLLEN - {Rol.ZORGCOORDINATOR, Rol.RIEC_ACCOUNTHOUDER}, _ALLE, frozenset[str](), ""),
    (
        frozenset({Rol.ZORGCOORDINATOR}),
        _ALLE - {"strafbaar"},
        frozenset[str](),
        " De zorgcoördinator leest wie het is, contact, zorg en plaats; nooit wat strafbaar is.",
    ),
    (
        frozenset({Rol.RIEC_ACCOUNTHOUDER}),
        frozenset({"identiteit", "strafbaar", "locatie"}),
        frozenset({"dader", "facilitator"}),
        " De RIEC-accounthouder leest alleen over daders en wie meehelpt, en nooit zorg.",
    ),
)
# Rights on any dossier name the kinds they are for as `statussen` (services.haal_dossier): on signalen only the
# aandachtsfunctionaris works.
_SIGNAAL = frozenset({str(Dossiersoort.SIGNAAL)})
_WERK = frozenset({str(Dossiersoort.CASUS), str(Dossiersoort.TRAJECT)})
_S = Verstrekkingsstatus

_DELEN = (
    (
        "delen.inzien",
        "Wie aan casussen of trajecten werkt, ziet wat de eigen organisatie daaruit deelde, en waarom.",
        (),
    ),
    ("delen.wijzigen", "Zolang een deelbesluit op akkoord wacht, kan het pakket veranderen.", (_S.WACHT_OP_AKKOORD,)),
    ("delen.akkoord", "Een tweede persoon geeft akkoord op precies dit pakket.", (_S.WACHT_OP_AKKOORD,)),
    (
        "delen.verzenden",
        "Wat een collega goedkeurde, kan naar de ontvanger.",
        (_S.WACHT_OP_AKKOORD, _S.KLAARGEZET),
    ),
    (
        "delen.afdrukken",
        "Wat een ontvanger buiten Baken krijgt, gaat op papier: precies het pakket van het deelbesluit.",
        (_S.KLAARGEZET, _S.VERZONDEN, _S.ONTVANGEN, _S.GEACCEPTEERD),
    ),
    (
        "delen.antwoord_invoeren",
        "Een ontvanger buiten Baken antwoordt per telefoon of mail; wie deelt, voert dat in.",
        (_S.VERZONDEN, _S.ONTVANGEN, _S.GEACCEPTEERD),
    ),
    (
        "delen.beeindigen",
        "Wie deelt, kan dat altijd stoppen. Wat de ontvanger al kreeg, blijft bij de ontvanger.",
        (_S.WACHT_OP_AKKOORD, _S.KLAARGEZET, _S.VERZONDEN, _S.ONTVANGEN, _S.GEACCEPTEERD),
    ),
)

registreer(
    Recht(
        "delen.voorbereiden",
        ONTVANGENDE_ROLLEN,
        _EIGENAAR,
        "Wie aan een casus of traject werkt, kan daaruit delen wat de eigen taak toelaat, op een grondslag.",
        statussen=_WERK,
    ),
    *(
        Recht(naam, ONTVANGENDE_ROLLEN, _AFZENDER, uitleg, statussen=frozenset(map(str, standen)))
        for naam, uitleg, standen in _DELEN
    ),
    *(
        Recht(
            "delen.meelezen",
            rollen,
            frozenset({Band.DEELNEMER}),
            _MEE + bij,
            veldgroepen=groepen,
            delen=delen,
        )
        for rollen, groepen, delen, bij in _OP_TAAK
    ),
    Recht(
        "verstrekkingen.register",
        _FG | (ONTVANGENDE_ROLLEN - {Rol.KETENPARTNER}),
        _ORGANISATIE,
        "Wat de organisatie met wie deelde, op welke grondslag. Zonder inhoud van dossiers.",
    ),
    Recht(
        "verstrekkingen.register_export",
        _FG,
        _ORGANISATIE,
        "De FG kan het register van verstrekkingen uitvoeren om te controleren. Dat wordt vastgelegd.",
    ),
    Recht(
        "toestemming.vastleggen",
        _AF,
        _EIGENAAR,
        "De aandachtsfunctionaris legt vast waarvoor iemand toestemming gaf, en wanneer die is ingetrokken.",
        statussen=_SIGNAAL | _WERK,
    ),
    Recht(
        "toestemming.vastleggen",
        frozenset({Rol.ZORGCOORDINATOR, Rol.PROCESREGISSEUR}),
        _EIGENAAR,
        "Wie aan de casus of het traject werkt, legt vast waarvoor iemand toestemming gaf, en wanneer niet meer.",
        statussen=_WERK,
    ),
    *(
        Recht(
            "verstrekkingen.inzien",
            rollen,
            _ONTVANGER,
            "Uw organisatie kreeg dit pakket. U ziet alleen het pakket." + bij,
            statussen=frozenset(str(s) for s in OPEN_BIJ_ONTVANGER),
            veldgroepen=groepen,
            delen=delen,
        )
        for rollen, groepen, delen, bij in _OP_TAAK
    ),
    Recht(
        "verstrekkingen.inzien",
        ONTVANGENDE_ROLLEN,
        _ONTVANGER,
        "Uw organisatie nam dit pakket niet aan. U ziet nog wanneer en waarom, niet meer wat erin stond.",
        statussen=frozenset({str(_S.AFGEWEZEN)}),
    ),
    Recht(
        "verstrekkingen.inzien",
        ONTVANGENDE_ROLLEN,
        _ONTVANGER,
        "De toestemming onder dit pakket is ingetrokken. U ziet nog dat u het kreeg, niet meer wat erin stond.",
        statussen=frozenset({str(_S.BEEINDIGD)}),
    ),
    Recht(
        "verstrekkingen.inzien",
        _AF,
        _AFZENDER | {Band.NOODTOEGANG},
        "Uw organisatie gaf dit pakket.",
        veldgroepen=_ALLE,
    ),
    Recht(
        "verstrekkingen.verzenden",
        _AF,
        _AFZENDER,
        "De aandachtsfunctionaris geeft door (bron 004).",
        statussen=frozenset({str(_S.KLAARGEZET)}),
    ),
    Recht(
        "verstrekkingen.intrekken",
        _AF,
        _AFZENDER,
        "Zolang de ontvanger niet besloot, kan de afzender intrekken.",
        statussen=frozenset({str(_S.KLAARGEZET), str(_S.VERZONDEN)}),
    ),
    Recht(
        "verstrekkingen.toestemming_intrekken",
        _AF,
        _AFZENDER,
        "Wie toestemming gaf, kan die altijd intrekken. De aandachtsfunctionaris legt dat vast (AVG art. 7 lid 3).",
        statussen=frozenset(str(s) for s in OPEN_BIJ_ONTVANGER),
    ),
    Recht(
        "verstrekkingen.weigering_uitleggen",
        _AF,
        _AFZENDER,
        "Neemt een ontvanger het niet aan, dan kiest de aandachtsfunctionaris een ander of legt uit waarom niet.",
        statussen=frozenset({str(_S.AFGEWEZEN)}),
    ),
    Recht(
        "verstrekkingen.beantwoorden",
        ONTVANGENDE_ROLLEN,
        _ONTVANGER,
        "De ontvanger neemt het aan of niet.",
        statussen=frozenset({str(_S.VERZONDEN), str(_S.ONTVANGEN)}),
    ),
    Recht(
        "verstrekkingen.berichten",
        ONTVANGENDE_ROLLEN,
        _ONTVANGER,
        "De ontvanger meldt in vaste teksten hoe het gaat en afliep.",
        statussen=frozenset({str(_S.GEACCEPTEERD)}),
    ),
    Recht(
        "verstrekkingen.antwoord_invoeren",
        _AF,
        _AFZENDER,
        "Een ontvanger buiten Baken antwoordt per telefoon of mail; de afzender voert dat in.",
        statussen=frozenset({str(_S.VERZONDEN), str(_S.ONTVANGEN), str(_S.GEACCEPTEERD)}),
    ),
    Recht(
        "noodtoegang.openen",
        _NOOD,
        _ORGANISATIE,
        "In nood kan de aandachtsfunctionaris een afgeschermd signaal van de eigen organisatie lezen, de "
        "zorgcoördinator een afgeschermd traject, en wie aan casussen werkt een afgeschermde casus: met een reden, "
        "hoogstens 4 uur. De functionaris gegevensbescherming hoort het meteen.",
    ),
    Recht("noodtoegang.beeindigen", _NOOD, _ORGANISATIE, "Wie noodtoegang heeft, kan die eerder beëindigen."),
    Recht(
        "noodtoegang.bekijken",
        _FG,
        _ORGANISATIE,
        "De functionaris gegevensbescherming ziet wie noodtoegang nam en waarom, zonder inhoud van dossiers.",
    ),
    Recht(
        "noodtoegang.beoordelen",
        _FG,
        _ORGANISATIE,
        "De functionaris gegevensbescherming oordeelt of noodtoegang terecht was, nooit over zichzelf.",
    ),
    Recht(
        "verzoeken.bekijken",
        _AF | _FG | {Rol.ZORGCOORDINATOR},
        _ORGANISATIE,
        "De FG bewaakt de termijn van verzoeken van betrokkenen; de aandachtsfunctionaris behandelt ze. De "
        "zorgcoördinator ziet alleen een verzoek dat over een eigen afgeschermd traject gaat.",
    ),
    Recht(
        "verzoeken.registreren",
        _FG,
        _ORGANISATIE,
        "De FG neemt een verzoek van een betrokkene aan en houdt de termijn bij, zonder inhoud van dossiers.",
    ),
    Recht(
        "verzoeken.behandelen",
        _AF,
        _ORGANISATIE,
        "De aandachtsfunctionaris zoekt in welke dossiers van de eigen organisatie de persoon voorkomt.",
    ),
    Recht(
        "verzoeken.besluiten",
        _AF,
        frozenset({Band.EIGENAAR}),
        "De aandachtsfunctionaris besluit per dossier wat de betrokkene krijgt, of wat wordt verbeterd of gewist.",
        veldgroepen=_ALLE,
    ),
    Recht(
        "verzoeken.besluiten",
        frozenset({Rol.ZORGCOORDINATOR}),
        frozenset({Band.EIGENAAR}),
        "Over een afgeschermd traject besluit de zorgcoördinator uit het team: een ander leest het niet.",
        statussen=frozenset({DICHT_TRAJECT}),
        veldgroepen=_ALLE,
    ),
    Recht(
        "verzoeken.controleren",
        _AF,
        _ORGANISATIE,
        "Een tweede aandachtsfunctionaris controleert het antwoord. Pas daarna gaat het de deur uit.",
    ),
    Recht(
        "verzoeken.uitgeven",
        _AF,
        _ORGANISATIE,
        "Wat een tweede persoon goedkeurde, kan naar de betrokkene. Elke keer wordt vastgelegd.",
    ),
)
