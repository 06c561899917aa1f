"""Errors of the domain. One middleware turns them into answers; the domain itself never says HTTP.

Each carries `melding`: a Dutch sentence in plain words that is safe to show. The technical text of the
exception (`str(fout)`) is for developers and holds no personal data.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class BakenError(Exception):
    """Any expected trouble. Anything else may crash."""

    melding: str | Promise = _("Er ging iets mis. Probeer het opnieuw.")

    def __init__(self, tekst: str = "", *, melding: str | Promise | None = None) -> None:
        super().__init__(tekst or type(self).__name__)
        if melding is not None:
            self.melding = melding


class NietGevondenError(BakenError):
    """It does not exist, or the person who asks may not know that it does (404)."""

    melding = _("Deze pagina bestaat niet, of u mag deze niet zien.")


class NietToegestaanError(BakenError):
    """decide() said no. `reden` is a short code, `besluit` the whole decision when there is one."""

    melding = _("U mag dit niet doen.")

    def __init__(self, reden: str = "", besluit: object | None = None) -> None:
        super().__init__(reden)
        self.genoteerd = False  # whether the refusal is in the journaal; whoever catches it last sees to that
        self.reden = reden
        self.besluit = besluit


class CollegaNodigError(NietToegestaanError):
    """This person may not, but a colleague with that task may: the reason says so, and no other role is needed."""


class OvergangNietToegestaanError(BakenError):
    """The state does not allow this move, often because someone else was first (409)."""

    melding = _("Dit kan nu niet meer. Misschien was iemand anders u voor. Bekijk de pagina opnieuw.")

    def __init__(self, van: str = "", naar: str = "") -> None:
        super().__init__(f"{van} -> {naar}")
        self.van = van
        self.naar = naar


class VerouderdError(BakenError):
    """What the person saw is no longer how it is (409)."""

    melding = _("Deze pagina is verouderd. Bekijk hem opnieuw en controleer wat u wilt doen.")


class OngeldigeInvoerError(BakenError):
    """The input is wrong. `fouten` maps a field name to Dutch sentences; "" is the whole form (422)."""

    melding = _("Niet alles is goed ingevuld. Kijk bij de velden wat er nodig is.")

    def __init__(self, fouten: Mapping[str, Sequence[str]] | None = None) -> None:
        self.fouten: dict[str, list[str]] = {veld: list(teksten) for veld, teksten in (fouten or {}).items()}
        super().__init__(", ".join(sorted(self.fouten)))


class TeVeelPogingenError(BakenError):
    """Too many misses; `wacht_seconden` until the next attempt counts (429)."""

    melding = _("U hebt het te vaak geprobeerd. Wacht even en probeer het dan opnieuw.")

    def __init__(self, wacht_seconden: int) -> None:
        super().__init__(f"wait {wacht_seconden} s")
        self.wacht_seconden = wacht_seconden


class AlVerstuurdError(BakenError):
    """The same submission id came back with other content (409)."""

    melding = _("Deze melding is al verstuurd. Een verandering kunt u doorgeven met uw ontvangstcode.")


class OntsleutelError(BakenError):
    """The ciphertext, the key or its place does not fit: altered, moved, or the key is gone."""

    melding = _("Deze gegevens zijn niet meer te lezen.")


class ZegelOngeldigError(BakenError):
    """The sealed text is not ours, was altered, or was made for another purpose."""

    melding = _("Deze pagina klopt niet meer. Begin opnieuw.")


class ZegelVerlopenError(BakenError):
    """The sealed text is older than allowed."""

    melding = _("U hebt te lang gewacht. Begin opnieuw.")


class SleutelbestandError(BakenError):
    """The key file is missing, readable by others, or unreadable. Nothing may start without it."""

    melding = _("Baken is nog niet goed ingesteld.")


class VastgehoudenError(BakenError):
    """A legal hold rests on it: it must not be destroyed now."""

    melding = _("Deze gegevens moeten bewaard blijven.")
