"""Bring a signaal into the form in which the rules assess it: codes and answers, never an identity."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from baken.dossiers.models import Dossiersoort
from baken.dossiers.verbanden import zelfde_waarde
from baken.kern.fouten import NietGevondenError
from baken.referentie import selectors as referentie
from baken.signalen.models import Signaal
from baken.signalen.rules import gegevens as g
from baken.signalen.soorten import Antwoord, Kanaal

_ZOEKSOORT = {"telefoon": "telefoon", "adres": "adres", "document": "document", "naam_geboortedatum": "persoon"}
_BEREIKBAAR = {Kanaal.MEDEWERKER, Kanaal.TELEFOON, Kanaal.MAIL, Kanaal.PARTNER, Kanaal.DOORGEGEVEN}


def andere_dossiers(signaal: Signaal, *, ook_afgeschermd: bool = False) -> dict[str, list[int]]:
    """Return per kind the ids of other signalen of this organisation that share a value. Two queries.

    ook_afgeschermd: with shielded dossiers; then the caller shows only what the person may see.
    """
    return zelfde_waarde(
        signaal.dossier_id,
        signaal.organisatie_id,
        soort=Dossiersoort.SIGNAAL,
        veld="dossier__signaal__pk",
        ook_afgeschermd=ook_afgeschermd,
    )


def _vorm(code: str) -> g.Vorm:
    try:
        wortel = referentie.vorm(code).wortel
    except NietGevondenError:
        return g.Vorm.ONBEKEND
    return g.Vorm(wortel) if wortel in set(g.Vorm) else g.Vorm.ONBEKEND


def _indicatoren(codes: Iterable[str]) -> Iterable[g.Indicator]:
    for code in codes:
        try:
            yield g.indicator_uit(referentie.indicator(code))
        except NietGevondenError:
            continue  # a code that left the facts cannot be explained; the signaal itself still shows it


def _personen(signaal: Signaal) -> tuple[g.Persoon, ...]:
    banden = {b.code: b for b in referentie.leeftijdsgroepen()}
    personen = []
    for b in signaal.dossier.betrokkenen.all():
        band = banden.get(b.leeftijdsgroep)
        minderjarig = g.Antwoord.ONBEKEND
        if band is not None and band.minderjarig is not None:
            minderjarig = g.Antwoord.JA if band.minderjarig else g.Antwoord.NEE
        rol = g.Rol(b.deel) if b.deel in set(g.Rol) else g.Rol.ONBEKEND
        personen.append(
            g.Persoon(
                rol=rol,
                minderjarig=minderjarig,
                leeftijd_van=band.van if band else None,
                leeftijd_tot_en_met=band.tot_en_met if band else None,
            )
        )
    return tuple(personen)


def verzamel(
    signaal: Signaal, risicofactoren: Iterable[str] = (), *, anderen: Mapping[str, Sequence[int]] | None = None
) -> g.Gegevens:
    """Gather what the rules may look at. At most six queries; two fewer when the caller knows the `anderen`."""
    if anderen is None:
        anderen = andere_dossiers(signaal)
    sectoren = set(g.Meldcodesector)
    eigen = g.Antwoord.ONBEKEND
    if signaal.gemeente_code and signaal.organisatie.gemeente_code:
        zelfde = signaal.gemeente_code == signaal.organisatie.gemeente_code
        eigen = g.Antwoord.JA if zelfde else g.Antwoord.NEE
    bereikbaar = not signaal.anoniem and signaal.kanaal in _BEREIKBAAR
    return g.Gegevens(
        vormen=frozenset(_vorm(v.vorm) for v in signaal.vormen.all()),
        indicatoren=tuple(_indicatoren(i.indicator for i in signaal.indicatoren.all())),
        personen=_personen(signaal),
        acuut_gevaar=_antwoord(signaal.acuut),
        vrijheid_ontnomen=_antwoord(signaal.vrijheid_afgenomen),
        documenten_afgenomen=_antwoord(signaal.documenten_afgenomen),
        minderjarige=_antwoord(signaal.minderjarig),
        georganiseerd=_antwoord(signaal.georganiseerd),
        eigen_gemeente=eigen,
        smokkel_genoemd=signaal.smokkel_genoemd,
        alleen_advies_gevraagd=signaal.advies_gevraagd,
        melder_bereikbaar=g.Antwoord.JA if bereikbaar else g.Antwoord.ONBEKEND,
        sector=signaal.sector,
        meldcode_sector=g.Meldcodesector(signaal.meldcodesector) if signaal.meldcodesector in sectoren else None,
        risicofactoren=frozenset(risicofactoren),
        duplicaten=tuple(
            g.Duplicaat(_ZOEKSOORT[soort], len(pks)) for soort, pks in sorted(anderen.items()) if soort in _ZOEKSOORT
        ),
    )


def _antwoord(waarde: str) -> g.Antwoord:
    return g.Antwoord(waarde) if waarde in Antwoord.values else g.Antwoord.ONBEKEND
