"""One person with an own browser: own cookies, follows links, fills in fields by their label, presses buttons."""

from __future__ import annotations

import urllib.error
import urllib.request
from datetime import date
from http.client import HTTPException, HTTPResponse
from http.cookiejar import CookieJar
from urllib.parse import urlencode, urljoin

from baken.opdrachten.rondleiding.pagina import Formulier, Knop, Pagina, Veld, lees

WACHT = 30  # seconds for one answer
AANKRUISBAAR = frozenset({"checkbox", "radio"})


class StapMisluktError(Exception):
    """What was expected is not on the page; the text says what, in Dutch."""


class Bezoeker:
    """A person at a browser. `pagina` is what the person sees now."""

    def __init__(self, adres: str) -> None:
        self.adres = adres
        self.koekjes = CookieJar()
        # No proxy: the server stands on this machine.
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(self.koekjes)
        )
        self.pagina = Pagina(adres, 0)

    def ga(self, pad: str) -> Pagina:
        """Open a page."""
        return self._vraag(urllib.request.Request(urljoin(self.adres, pad)))  # noqa: S310  # our own address

    def haal(self, pad: str) -> tuple[str, bytes]:
        """Download a file. Returns its type and content; the page stays. Raises StapMisluktError."""
        verzoek = urllib.request.Request(urljoin(self.pagina.adres, pad))  # noqa: S310  # our own address
        try:
            with self._opener.open(verzoek, timeout=WACHT) as antwoord:
                return str(antwoord.headers.get_content_type()), bytes(antwoord.read())
        except OSError as fout:  # an answer of 4xx or 5xx is one too
            raise StapMisluktError(f"Downloaden van '{pad}' lukt niet: {fout}") from fout

    def bestand(self, knop: str) -> tuple[str, bytes]:
        """Press a button that gives a file. Returns its type and content; the page stays. Raises StapMisluktError."""
        try:
            with self._opener.open(self.verzoek(knop), timeout=WACHT) as antwoord:
                return str(antwoord.headers.get_content_type()), bytes(antwoord.read())
        except OSError as fout:  # as above
            raise StapMisluktError(f"'{knop}' geeft geen bestand: {fout}") from fout

    def klik(self, tekst: str) -> Pagina:
        """Follow the first link with this text."""
        return self.ga(urljoin(self.pagina.adres, self.link(tekst)))

    def link(self, tekst: str) -> str:
        """Return where the first link with this text leads. Raises StapMisluktError."""
        for naam, doel in self.pagina.links:
            if tekst in naam:
                return doel
        raise StapMisluktError(f"Geen link '{tekst}' op '{self.pagina.kop}'.")

    def zie(self, *teksten: str) -> None:
        """Raise StapMisluktError when one of these texts is not on the page."""
        for tekst in teksten:
            if tekst.casefold() not in self.pagina.tekst.casefold():
                raise StapMisluktError(f"'{tekst}' staat niet op '{self.pagina.kop}' ({self.pagina.status}).")

    def vul(self, label: str, waarde: str, *, vraag: str = "") -> None:
        """Type in a field, or choose from its list, by label. Raises StapMisluktError.

        vraag: the name of the field when labels repeat.
        """
        veld = self._veld(label, aankruisen=False, naam=vraag)
        if veld.keuzes:
            gevonden = [w for w, tekst in veld.keuzes if waarde in tekst]
            if not gevonden:
                raise StapMisluktError(f"'{waarde}' is geen keuze bij '{label}'.")
            waarde = gevonden[0]
        veld.waarde = waarde

    def vul_dag(self, vraag: str, dag: date) -> None:
        """Type a date in the three fields of a question, by its name. Raises StapMisluktError."""
        for deel, waarde in (("Dag", dag.day), ("Maand", dag.month), ("Jaar", dag.year)):
            self.vul(deel, str(waarde), vraag=f"{vraag}_{deel.lower()}")

    def kies(self, label: str, *, vraag: str = "", nummer: int = 0) -> str:
        """Tick a box or choose one of several, by label. Returns the whole label. Raises StapMisluktError.

        vraag: the name of the field when labels repeat; nummer: which of those that fit.
        """
        veld = self._veld(label, aankruisen=True, naam=vraag, nummer=nummer)
        if veld.soort == "radio":
            for ander in self._velden():
                ander.gekozen = ander.gekozen and ander.naam != veld.naam
        veld.gekozen = True
        return veld.label

    def druk(self, tekst: str) -> Pagina:
        """Press a button and see the next page. Raises StapMisluktError."""
        return self._vraag(self.verzoek(tekst))

    def verstuur(self) -> Pagina:
        """Press the first button of the last form: the main one of a page that is one form. Raises StapMisluktError."""
        formulier = self.pagina.formulieren[-1]
        if not formulier.knoppen:
            raise StapMisluktError(f"Geen knop op '{self.pagina.kop}'.")
        return self._vraag(self._verzoek(formulier, formulier.knoppen[0]))

    def verzoek(self, tekst: str) -> urllib.request.Request:
        """Return what pressing a button would send. Raises StapMisluktError when there is no such button."""
        for formulier in self.pagina.formulieren:
            for knop in formulier.knoppen:
                if tekst in knop.tekst:
                    return self._verzoek(formulier, knop)
        knoppen = [k.tekst for f in self.pagina.formulieren for k in f.knoppen]
        raise StapMisluktError(f"Geen knop '{tekst}' op '{self.pagina.kop}'; wel: {', '.join(knoppen)}.")

    def _velden(self) -> list[Veld]:
        return [veld for formulier in self.pagina.formulieren for veld in formulier.velden]

    def _veld(self, label: str, *, aankruisen: bool, naam: str = "", nummer: int = 0) -> Veld:
        passend = [
            v
            for v in self._velden()
            if v.soort != "hidden" and (v.soort in AANKRUISBAAR) is aankruisen and label in v.label and naam in v.naam
        ]
        if len(passend) > nummer:
            return passend[nummer]
        raise StapMisluktError(f"Geen veld '{label}' op '{self.pagina.kop}'.")

    def _verzoek(self, formulier: Formulier, knop: Knop) -> urllib.request.Request:
        paren = [
            (v.naam, v.waarde)
            for v in formulier.velden
            if v.soort not in AANKRUISBAAR | {"submit", "button"} or (v.soort in AANKRUISBAAR and v.gekozen)
        ]
        if knop.naam:
            paren.append((knop.naam, knop.waarde))
        doel = urljoin(self.pagina.adres, formulier.actie) if formulier.actie else self.pagina.adres
        if formulier.methode != "post":
            adres = f"{doel.partition('?')[0]}?{urlencode(paren)}"
            return urllib.request.Request(adres)  # noqa: S310  # our own address
        koppen = {"Origin": self.adres.rstrip("/"), "Sec-Fetch-Site": "same-origin"}
        return urllib.request.Request(  # noqa: S310  # our own address
            doel, data=urlencode(paren).encode(), headers=koppen
        )

    def _open(self, verzoek: urllib.request.Request) -> tuple[str, int, bytes]:
        """Return the address at the end, status and content. Raises StapMisluktError when nothing answers."""
        try:
            antwoord: HTTPResponse | urllib.error.HTTPError = self._opener.open(verzoek, timeout=WACHT)
        except urllib.error.HTTPError as fout:
            antwoord = fout
        except OSError as fout:
            raise StapMisluktError(f"Baken antwoordt niet: {fout}") from fout
        with antwoord:
            return antwoord.geturl(), antwoord.status or 0, antwoord.read()

    def _vraag(self, verzoek: urllib.request.Request) -> Pagina:
        try:
            adres, status, inhoud = self._open(verzoek)
        except (OSError, HTTPException) as fout:  # the answer broke off half-way
            raise StapMisluktError(f"Het antwoord brak af: {fout}") from fout
        self.pagina = lees(adres, status, inhoud.decode("utf-8", errors="replace"))
        if status >= 400:
            raise StapMisluktError(f"{status} '{self.pagina.kop}': {self.pagina.tekst[:300]}")
        return self.pagina
