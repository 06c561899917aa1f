"""Retention: which model is kept how long and why, and the round that warns and destroys every night.

Each package registers its own models in its `bewaartermijn.py`. How long a category is kept is data
(`Bewaarregel`). Shipped periods are unconfirmed: the round warns on them and never destroys, until FG and
archivaris confirmed.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from baken.kern import journaal, klok
from baken.kern.fouten import (
    NietGevondenError,
    NietToegestaanError,
    OngeldigeInvoerError,
    OvergangNietToegestaanError,
    VastgehoudenError,
)
from baken.kern.journaal import Spoor
from baken.kern.models import Actie, Begin, Bewaarregel, Vernietigingsvoornemen

logger = logging.getLogger(__name__)
_SYSTEEM = "systeem"
MEESTE_MAANDEN = 1200  # a hundred years: longer is a mistake in typing


@dataclass(frozen=True, slots=True)
class Kandidaat:
    """Something whose period ends: a row or a whole dossier. vastgehouden: a legal hold rests on it."""

    object_id: str
    organisatie_id: int
    vervalt_op: date
    dossier_id: UUID | None = None
    vastgehouden: bool = False


Vinder = Callable[[Bewaarregel, date], Iterable[Kandidaat]]
Vernietiger = Callable[[Kandidaat], int]


@dataclass(frozen=True, slots=True)
class Standaardtermijn:
    """The period that Baken ships for a category, always unconfirmed. bron: where it comes from."""

    termijn_maanden: int
    begin: Begin
    bron: str
    actie: Actie = Actie.VERNIETIGEN


@dataclass(frozen=True, slots=True)
class Registratie:
    """What a model with persons says of itself. Without `vernietig` its rows go with their object."""

    model_label: str
    categorie: str
    grondslag: str
    vernietig: Vernietiger | None
    vind: Vinder | None
    standaard: Standaardtermijn | None


@dataclass(frozen=True, slots=True)
class Omgeving:
    """For which organisations the night goes round (0: for all at once), and the context of each round."""

    organisaties: Callable[[], Sequence[int]]
    context: Callable[[int], AbstractContextManager[None]]


@dataclass(slots=True)
class Nachtuitslag:
    """What a night did: numbers of objects. met_de_hand: the rule asks for something else than destroying."""

    gewaarschuwd: int = 0
    vernietigd: int = 0
    vastgehouden: int = 0
    onbevestigd: int = 0
    met_de_hand: int = 0
    mislukt: int = 0


_register: dict[str, Registratie] = {}
_overal: set[str] = set()
_omgeving = Omgeving(lambda: [0], lambda _organisatie: nullcontext())


def registreer_omgeving(
    organisaties: Callable[[], Sequence[int]], context: Callable[[int], AbstractContextManager[None]]
) -> None:
    """Let the night find and destroy per organisation: where the database shows each its own rows only.

    organisaties: the numbers to go round, or [0] where nothing is hidden. A round as 0 comes last in any case.
    context(number): entered for finding, and again for each object.
    """
    global _omgeving
    _omgeving = Omgeving(organisaties, context)


def registreer(
    model_label: str,
    *,
    categorie: str,
    grondslag: str,
    vernietig: Vernietiger | None,
    vind: Vinder | None = None,
    standaard: Standaardtermijn | None = None,
) -> None:
    """Register a model ("dossiers.Dossier") with its category and legal basis.

    vind(regel, tot): the objects whose period under the rule ends on or before `tot`. vernietig(kandidaat):
    destroys one within the transaction of its certificate, locks and looks at the legal hold once more
    (VastgehoudenError), returns the number of rows. The same label twice replaces the first. Raises
    ValueError when categorie or grondslag is empty.
    """
    if not categorie or not grondslag:
        raise ValueError(f"{model_label} needs a categorie and a grondslag")
    if vind is not None and vernietig is None:
        raise ValueError(f"{model_label} can be found but not destroyed")
    _register[model_label] = Registratie(model_label, categorie, grondslag, vernietig, vind, standaard)


def vind_in_een_keer(*model_labels: str) -> None:
    """Say of models that nothing hides their rows: one round finds those of every organisation."""
    _overal.update(model_labels)


def geregistreerd() -> dict[str, Registratie]:
    """Every registration, by model label."""
    return dict(sorted(_register.items()))


def laad_standaardregels() -> int:
    """Make the unconfirmed rule of each category that ships a period and has none yet; the number made."""
    aantal = 0
    for registratie in geregistreerd().values():
        standaard = registratie.standaard
        if standaard is None or Bewaarregel.objects.filter(categorie=registratie.categorie).exists():
            continue
        Bewaarregel.objects.create(
            categorie=registratie.categorie,
            begin=standaard.begin,
            termijn_maanden=standaard.termijn_maanden,
            actie=standaard.actie,
            bron=standaard.bron,
            geldig_van=date(2000, 1, 1),
        )
        aantal += 1
    return aantal


def geldige_regels(categorie: str, dag: date) -> list[Bewaarregel]:
    """The rules of a category on a day: of single organisations and, last, the one for everyone."""
    op_die_dag = Q(geldig_van__lte=dag) & (Q(geldig_tot__isnull=True) | Q(geldig_tot__gte=dag))
    regels = Bewaarregel.objects.filter(op_die_dag, categorie=categorie).order_by("-geldig_van")
    nieuwste: dict[int | None, Bewaarregel] = {}
    for regel in regels:
        nieuwste.setdefault(regel.organisatie_id, regel)
    return sorted(nieuwste.values(), key=lambda regel: (regel.organisatie_id is None, regel.organisatie_id or 0))


def bewaarregel_voor(categorie: str, organisatie_id: int, dag: date | None = None) -> Bewaarregel | None:
    """The rule that counts for an organisation: its own, else the one for everyone, else None."""
    for regel in geldige_regels(categorie, dag or klok.vandaag()):
        if regel.organisatie_id in {organisatie_id, None}:
            return regel
    return None


def regels_van(organisatie_id: int) -> list[Bewaarregel]:
    """The rule of each registered category that counts for an organisation today, by category."""
    categorieen = sorted({registratie.categorie for registratie in _register.values()})
    return [r for naam in categorieen if (r := bewaarregel_voor(naam, organisatie_id)) is not None]


def _eigen_regel(regel_id: int, organisatie_id: int) -> Bewaarregel:
    """The rule itself when it is the organisation's own, its own copy of a rule for everyone; locked."""
    regel = Bewaarregel.objects.filter(Q(organisatie_id=organisatie_id) | Q(organisatie_id=None), pk=regel_id).first()
    if regel is None:
        raise NietGevondenError
    velden = ("begin", "termijn_maanden", "waarschuw_dagen", "actie", "bron", "geldig_tot")
    eigen, _nieuw = Bewaarregel.objects.select_for_update().get_or_create(
        categorie=regel.categorie,
        organisatie_id=organisatie_id,
        geldig_van=regel.geldig_van,
        defaults={veld: getattr(regel, veld) for veld in velden},
    )
    return eigen


@transaction.atomic
def wijzig(spoor: Spoor, regel_id: int, *, maanden: int, bron: str) -> Bewaarregel:
    """Set another period for the own organisation; who confirmed before must do so again.

    Raises NietGevondenError, OngeldigeInvoerError for a period outside 1 to 1200 months or a missing source.
    """
    fouten = {}
    if not 1 <= maanden <= MEESTE_MAANDEN:
        fouten["maanden"] = [f"Vul een getal van 1 tot en met {MEESTE_MAANDEN} in."]
    if len(bron.strip()) < 3:
        fouten["bron"] = ["Vul in waar deze termijn vandaan komt, bijvoorbeeld de selectielijst."]
    if fouten:
        raise OngeldigeInvoerError(fouten)
    regel = _eigen_regel(regel_id, spoor.organisatie_id)
    regel.termijn_maanden, regel.bron = maanden, bron.strip()
    regel.bevestigd_fg_op = regel.bevestigd_fg_door = None
    regel.bevestigd_archivaris_op = regel.bevestigd_archivaris_door = None
    regel.save()
    journaal.noteer(spoor, "bewaarregel.gewijzigd", inhoud={"regel": regel.pk, "maanden": maanden})
    return regel


@transaction.atomic
def bevestig(spoor: Spoor, regel_id: int, *, als: str) -> Bewaarregel:
    """Confirm a rule as "fg" or "archivaris"; whether the person is one, the caller has checked.

    A rule for everyone is confirmed for the own organisation only: it gets a copy of its own. Raises NietGevondenError
    (also for a rule of another organisation), ValueError for another `als`, OvergangNietToegestaanError when that was
    done already, and NietToegestaanError when one person would be both.
    """
    ander = {"fg": "archivaris", "archivaris": "fg"}.get(als)
    if ander is None or spoor.actor_id is None:
        raise ValueError("a rule is confirmed by a person, as fg or as archivaris")
    regel = _eigen_regel(regel_id, spoor.organisatie_id)
    if getattr(regel, f"bevestigd_{als}_op") is not None:
        raise OvergangNietToegestaanError("bevestigd", "bevestigd")
    if getattr(regel, f"bevestigd_{ander}_door") == spoor.actor_id:
        raise NietToegestaanError("zelfde_persoon")
    setattr(regel, f"bevestigd_{als}_op", klok.vandaag())
    setattr(regel, f"bevestigd_{als}_door", spoor.actor_id)
    regel.save(update_fields=[f"bevestigd_{als}_op", f"bevestigd_{als}_door"])
    journaal.noteer(spoor, "bewaarregel.bevestigd", inhoud={"regel": regel.pk, "als": als})
    return regel


def nachtronde() -> Nachtuitslag:
    """Warn of what will be destroyed, destroy what was announced and is due, and write a certificate for
    each.

    Each object has its own transaction: one failure leaves the others done. A second round on the same day
    does nothing.
    """
    uitslag = Nachtuitslag()
    laad_standaardregels()
    for registratie in geregistreerd().values():
        if registratie.vind is None or registratie.vernietig is None:
            continue
        regels = geldige_regels(registratie.categorie, klok.vandaag())
        eigen = {regel.organisatie_id for regel in regels} - {None}
        for regel in regels:
            for organisatie_id, kandidaat in _kandidaten(registratie, regel):
                anders = eigen if regel.organisatie_id is None else {kandidaat.organisatie_id} - {regel.organisatie_id}
                if kandidaat.organisatie_id not in anders:
                    with _omgeving.context(organisatie_id):
                        _behandel(registratie, regel, kandidaat, uitslag)
    return uitslag


def _kandidaten(registratie: Registratie, regel: Bewaarregel) -> Iterator[tuple[int, Kandidaat]]:
    """What falls under a rule, each in the round of its own organisation: two may see one packet."""
    assert registratie.vind is not None  # nachtronde passes no other
    tot = klok.vandaag() + timedelta(days=regel.waarschuw_dagen)
    eigen_ronde = set() if registratie.model_label in _overal else {*_omgeving.organisaties()} - {0}
    for organisatie_id in [*sorted(eigen_ronde), 0]:  # last what is of nobody who has a round
        if organisatie_id and regel.organisatie_id not in {None, organisatie_id}:
            continue
        with _omgeving.context(organisatie_id):
            gevonden = list(registratie.vind(regel, tot))
        for kandidaat in gevonden:
            van_deze = kandidaat.organisatie_id == organisatie_id
            if van_deze or (not organisatie_id and kandidaat.organisatie_id not in eigen_ronde):
                yield organisatie_id, kandidaat


def _behandel(registratie: Registratie, regel: Bewaarregel, kandidaat: Kandidaat, uitslag: Nachtuitslag) -> None:
    if kandidaat.vastgehouden:
        uitslag.vastgehouden += 1
        return
    voornemen = _voornemen(registratie, kandidaat, uitslag)
    lang_genoeg = voornemen.gewaarschuwd_op + timedelta(days=regel.waarschuw_dagen) <= klok.vandaag()
    if kandidaat.vervalt_op > klok.vandaag() or not lang_genoeg:
        return
    if regel.actie != Actie.VERNIETIGEN:
        uitslag.met_de_hand += 1
    elif not regel.bevestigd:
        uitslag.onbevestigd += 1
    else:
        _vernietig(registratie, regel, kandidaat, uitslag)


@transaction.atomic
def _voornemen(registratie: Registratie, kandidaat: Kandidaat, uitslag: Nachtuitslag) -> Vernietigingsvoornemen:
    """The warning for an object; new, or renewed when the day of its end moved."""
    plek = {"model": registratie.model_label, "object_id": kandidaat.object_id}
    voornemen = Vernietigingsvoornemen.objects.filter(**plek).first() or Vernietigingsvoornemen(**plek)
    if voornemen.pk is not None and voornemen.vervalt_op == kandidaat.vervalt_op:
        return voornemen
    voornemen.organisatie_id, voornemen.categorie = kandidaat.organisatie_id, registratie.categorie
    voornemen.vervalt_op, voornemen.gewaarschuwd_op = kandidaat.vervalt_op, klok.vandaag()
    voornemen.save()
    inhoud = {"vervalt_op": kandidaat.vervalt_op.isoformat()}
    _regel("bewaartermijn.gewaarschuwd", registratie, kandidaat, inhoud)
    uitslag.gewaarschuwd += 1
    return voornemen


def _vernietig(registratie: Registratie, regel: Bewaarregel, kandidaat: Kandidaat, uitslag: Nachtuitslag) -> None:
    assert registratie.vernietig is not None  # nachtronde passes no other
    try:
        with transaction.atomic():
            rijen = registratie.vernietig(kandidaat)
            plek = Vernietigingsvoornemen.objects.filter(model=registratie.model_label, object_id=kandidaat.object_id)
            plek.update(vernietigd_op=klok.vandaag())
            inhoud: dict[str, str | int] = {"regel": regel.pk, "rijen": rijen}
            _regel("bewaartermijn.vernietigd", registratie, kandidaat, inhoud)
        uitslag.vernietigd += 1
    except VastgehoudenError:
        uitslag.vastgehouden += 1
    except Exception:  # one object that cannot be destroyed must not keep the others
        uitslag.mislukt += 1
        logger.exception("destroying failed", extra={"model": registratie.model_label})
        with transaction.atomic():
            _regel("bewaartermijn.vernietigd", registratie, kandidaat, {}, uitkomst="mislukt")


def _regel(
    handeling: str,
    registratie: Registratie,
    kandidaat: Kandidaat,
    inhoud: Mapping[str, str | int],
    uitkomst: str = "gelukt",
) -> None:
    journaal.noteer(
        Spoor(None, _SYSTEEM, kandidaat.organisatie_id),
        handeling,
        kandidaat.dossier_id,
        grondslag=registratie.grondslag,
        uitkomst=uitkomst,
        inhoud={
            **inhoud,
            "categorie": registratie.categorie,
            "model": registratie.model_label,
            "object": kandidaat.object_id,
        },
    )
