"""The overview for the client, on paper."""

from __future__ import annotations

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from baken.dossiers.berichten import zin_van
from baken.organisaties.selectors import organisatie
from baken.referentie import selectors as referentie
from baken.web.context import vast
from baken.web.rechten import Verzoek, vereist
from baken.web.signalen.pdf import maak_pdf
from baken.web.templatetags.baken import datum
from baken.web.zorg import weergave
from baken.zorg import gedeeld
from baken.zorg.gedeeld import Gedeeld
from baken.zorg.overzicht import Clientoverzicht, clientoverzicht
from baken.zorg.rules.gemeente import Regel
from baken.zorg.rules.opvang import Opvangsoort
from baken.zorg.verloop import DOEL_OPEN

GROEPEN = {
    "identiteit": "wie u bent",
    "contact": "hoe iemand u kan bereiken",
    "zorg": "uw zorg",
    "strafbaar": "wat er is gebeurd",
    "locatie": "een adres of plek",
    gedeeld.PLEK_UIT_ZAAK: "een adres of plek die bij uw zaak hoort",
    gedeeld.HULP: "dat u hulp krijgt",
    gedeeld.ZAAK: "om welke vorm van uitbuiting het gaat",
    gedeeld.TEKST: "een uitleg in onze woorden",
}
# The kind of a house in words for the client: no name of a house or an organisation, and no part of the country.
OPVANG = {
    Opvangsoort.REGULIER: "Opvang",
    Opvangsoort.SPECIALISTISCH: "Opvang met extra hulp",
    Opvangsoort.NOODBED_NATIONAAL: "Een noodbed",
    Opvangsoort.COSM_VROUWEN: "Opvang tijdens de bedenktijd",
    Opvangsoort.COSM_MANNEN: "Opvang tijdens de bedenktijd",
    Opvangsoort.NOODBED_OPSPORING: "Een noodbed",
    Opvangsoort.NLA: "Crisisopvang",
    Opvangsoort.JEUGD: "Opvang voor jongeren",
}
# Why that gemeente, in words for the client; rules.gemeente says it to the coordinator.
GEMEENTE = {
    Regel.INGESCHREVEN: "Dat is zo omdat u in deze gemeente staat ingeschreven.",
    Regel.AANGETROFFEN: (
        "U staat nergens ingeschreven. Dan is het de gemeente waar u bent gevonden. Daar kunt u in principe worden "
        "ingeschreven."
    ),
    Regel.VOORLOPIG: (
        "Wij weten nog niet of u ergens staat ingeschreven. Tot wij dat weten, is het de gemeente waar u bent gevonden."
    ),
    Regel.ONBEKEND: "Wij zoeken uit waar u staat ingeschreven, of waar u bent gevonden.",
}
# CoMensha gets a line with fixed fields, of which the groups do not tell what a client should know.
REGISTRATIE = (
    "niet uw naam, wel of u man of vrouw bent, uw leeftijd, uw nationaliteit, wat er is gebeurd en hoe u werd "
    "gedwongen. Dit is om te tellen"
)
HULPVRAAG = (
    "niet uw naam, wel welke hulp u zoekt, of u vannacht een plek nodig hebt, of u man of vrouw bent, uw leeftijd, "
    "waarop u hier verblijft, of u een tolk nodig hebt en hoeveel kinderen u hebt"
)


def _zin(g: Gedeeld) -> str:
    """Return what was given, in words for the client."""
    wat = ", ".join(GROEPEN.get(code, code) for code in g.groepen)
    if g.soort == gedeeld.COMENSHA:
        return HULPVRAAG if g.groepen else REGISTRATIE
    if g.soort == gedeeld.BERICHT:
        return _("bericht: “%(zin)s”") % {"zin": zin_van(g.code)} if g.code else _("een bericht over hoe het gaat")
    if g.soort == gedeeld.MEELEZEN:
        tot = _(" tot %(dag)s") % {"dag": datum(g.tot)} if g.tot else ""
        return _("kon vanaf deze dag%(tot)s in Baken meelezen: %(wat)s") % {"tot": tot, "wat": wat}
    return wat or _("alleen dat u hulp krijgt")


def als_html(gevonden: Clientoverzicht) -> str:
    """Return the overview as a page for paper."""
    blad, namen = gevonden.blad, referentie.namen()
    inhoud = {
        **vast(),
        "traject": blad.traject,
        "client": weergave.client(blad, namen),
        "profiel": [r for r in weergave.profiel(blad, namen) if r.get("waarde")],
        "gemeente_uitleg": GEMEENTE[blad.gemeente.regel],
        "gemeentenaam": namen.get(blad.gemeente.code, ""),
        "doelen": [d for d in weergave.doelen(blad, namen) if d["doel"].status in DOEL_OPEN],
        "klaar": [d for d in weergave.doelen(blad, namen) if d["doel"].status not in DOEL_OPEN],
        "bedenktijden": weergave.bedenktijden(blad, namen),
        "toestemmingen": blad.toestemmingen,
        "gedeeld": [(g, _zin(g)) for g in (*gevonden.gedeeld.uit_traject, *gevonden.gedeeld.uit_casus)],
        "onzeker": gevonden.gedeeld.onzeker,
        "verblijven": [(OPVANG[Opvangsoort(v.soort)], v.van, v.tot) for v in gevonden.verblijven],
        "aantekeningen": len(blad.stukken),
        "gemaakt_op": gevonden.gemaakt_op,
        "organisatie_naam": organisatie(blad.traject.organisatie_id).naam,
    }
    return render_to_string("zorg/overzicht_afdruk.html", inhoud)


@vereist("trajecten.overzicht")
@require_safe
def overzicht(request: Verzoek, pk: int) -> HttpResponse:
    """Give the client what is recorded and with whom it is shared. That it was printed is a line."""
    gevonden = clientoverzicht(request.wie, pk)
    antwoord = HttpResponse(maak_pdf(als_html(gevonden)), content_type="application/pdf")
    naam = f"overzicht-{gevonden.blad.traject.nummer}.pdf"
    antwoord.headers["Content-Disposition"] = f'attachment; filename="{naam}"'
    return antwoord
