"""How a signaal looks that came of a packet of another organisation: where it came from, and what the sender reads."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from baken.dossiers.berichten import zin_van
from baken.dossiers.verloop import Verstrekkingsstatus
from baken.signalen.ontvangerstanden import laatste_besluit
from baken.signalen.rules.advies import Uitkomst
from baken.signalen.rules.overname import afloop_bij
from baken.signalen.rules.terugkoppeling import Bericht
from baken.signalen.selectors import Dossierblad


def bronnen(blad: Dossierblad) -> list[dict[str, Any]]:
    """Return the packets that a signaal came of, as lists of names and values; none for a signaal of a reporter."""
    return [
        {
            "kenmerk": v.kenmerk,
            "url": reverse("ontvangen:detail", args=[v.pk]),
            "gegevens": [
                {"naam": _("Van"), "waarde": v.afzender.naam},
                {"naam": _("Grondslag"), "waarde": v.grondslag.naam},
                {"naam": _("Aangenomen op"), "datum": v.besloten_op},
                {"naam": _("Procesregie"), "waarde": _("Ligt bij u") if v.procesregie else _("Ligt niet bij u")},
                {
                    "naam": _("De afzender"),
                    "waarde": _("hoort van u hoe het afloopt")
                    if v.status == Verstrekkingsstatus.GEACCEPTEERD
                    else _("leest niet meer mee"),
                },
            ],
        }
        for v in blad.bronnen
    ]


def meegegeven(blad: Dossierblad) -> list[dict[str, Any]]:
    """Return the lines of the packet that are no fact of the signaal, in the sender's words."""
    return [{"naam": kop, "waarde": tekst} for kop, tekst in blad.verhaal.meegegeven]


def afzender_leest(blad: Dossierblad) -> bool:
    """Say whether a sender still waits to hear how it ended."""
    return any(v.status == Verstrekkingsstatus.GEACCEPTEERD for v in blad.bronnen)


def zinnen(blad: Dossierblad, keuzes: Iterable[Bericht]) -> dict[Bericht, str]:
    """Return per choice the sentence that the sender reads."""
    besluit = laatste_besluit(b for b, _reden in blad.beoordelingen)
    uitkomsten = [Uitkomst(u) for u in besluit.uitkomsten] if besluit else []
    uit = {b: zin_van(afloop_bij(b, uitkomsten)) for b in keuzes}
    if Bericht.LATER in uit:
        uit[Bericht.LATER] += " " + _("U hoort uiterlijk [de dag die u kiest] meer van ons.")
    return uit
