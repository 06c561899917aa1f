"""Two ways to use a page: with a mouse, and with nothing but the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from playwright.sync_api import Locator, Page, expect

MEESTE_TABS = 250


class Hand(Protocol):
    """What somebody does on a page. Names are what stands on the screen; fields go by their name in the form."""

    pagina: Page

    def volg(self, tekst: str) -> None:
        """Follow the link with this text."""

    def druk(self, tekst: str) -> None:
        """Press the button with this text."""

    def klap_uit(self, tekst: str) -> None:
        """Open the part of the page with this heading."""

    def vul(self, veld: str, tekst: str) -> None:
        """Type into a field."""

    def kies(self, veld: str, waarde: str) -> None:
        """Tick a box or choose a radio button."""

    def stel_in(self, veld: str, tekst: str) -> None:
        """Choose the line with this text from a list."""


def _veld(pagina: Page, veld: str) -> Locator:
    return pagina.locator(f'main [name="{veld}"]:visible').first


def _keuze(pagina: Page, veld: str, waarde: str) -> Locator:
    return pagina.locator(f'main [name="{veld}"][value="{waarde}"]')


def _link(pagina: Page, tekst: str) -> Locator:
    return pagina.locator("main a:visible", has_text=tekst).first


def _kop(pagina: Page, tekst: str) -> Locator:
    return pagina.locator("main summary:visible", has_text=tekst).first


def _knop(pagina: Page, tekst: str) -> Locator:
    # Not the invisible button with which Enter in a text field goes on.
    return pagina.locator("main button:visible:not(.baken-alleen-voorlezer)", has_text=tekst).first


class Muis:
    """With a mouse, or a finger."""

    def __init__(self, pagina: Page) -> None:
        self.pagina = pagina

    def volg(self, tekst: str) -> None:
        """Click a link."""
        _link(self.pagina, tekst).click()
        self.pagina.wait_for_load_state()

    def druk(self, tekst: str) -> None:
        """Click a button."""
        _knop(self.pagina, tekst).click()
        self.pagina.wait_for_load_state()

    def klap_uit(self, tekst: str) -> None:
        """Click a heading that opens."""
        _kop(self.pagina, tekst).click()

    def vul(self, veld: str, tekst: str) -> None:
        """Fill a field in."""
        _veld(self.pagina, veld).fill(tekst)

    def kies(self, veld: str, waarde: str) -> None:
        """Click a choice."""
        _keuze(self.pagina, veld, waarde).check()

    def stel_in(self, veld: str, tekst: str) -> None:
        """Pick a line from a list."""
        _veld(self.pagina, veld).select_option(label=tekst)


class Toetsenbord:
    """With Tab, Enter, Space, the arrows and letters only. The focus must be visible wherever it stands."""

    def __init__(self, pagina: Page) -> None:
        self.pagina = pagina

    def volg(self, tekst: str) -> None:
        """Tab to a link and press Enter."""
        self._ga_naar(_link(self.pagina, tekst))
        self._en_wacht(lambda: self.pagina.keyboard.press("Enter"))

    def druk(self, tekst: str) -> None:
        """Tab to a button and press Enter."""
        self._ga_naar(_knop(self.pagina, tekst))
        self._en_wacht(lambda: self.pagina.keyboard.press("Enter"))

    def klap_uit(self, tekst: str) -> None:
        """Tab to a heading that opens and press Enter."""
        self._ga_naar(_kop(self.pagina, tekst))
        self.pagina.keyboard.press("Enter")

    def vul(self, veld: str, tekst: str) -> None:
        """Tab to a field and type over what stands in it."""
        self._ga_naar(_veld(self.pagina, veld))
        self.pagina.keyboard.press("Control+a")
        self.pagina.keyboard.type(tekst)

    def kies(self, veld: str, waarde: str) -> None:
        """Tab to a box and press Space; in a group of radio buttons walk with the arrows."""
        doel = _keuze(self.pagina, veld, waarde)
        if doel.is_checked():
            return
        if doel.get_attribute("type") == "checkbox":
            self._ga_naar(doel)
            self.pagina.keyboard.press("Space")
        else:
            self._ga_naar(self.pagina.locator(f'main [name="{veld}"]'), een_van=True)
            for _ in range(doel.page.locator(f'main [name="{veld}"]').count() + 1):
                if doel.is_checked():
                    break
                self.pagina.keyboard.press(
                    "Space" if doel.evaluate("e => e === document.activeElement") else "ArrowDown"
                )
        expect(doel).to_be_checked()

    def stel_in(self, veld: str, tekst: str) -> None:
        """Tab to a list and type what the line begins with."""
        doel = _veld(self.pagina, veld)
        self._ga_naar(doel)
        self.pagina.keyboard.type(tekst)
        assert doel.evaluate("e => e.selectedOptions[0].text") == tekst

    def _en_wacht(self, doe: Callable[[], None]) -> None:
        with self.pagina.expect_navigation():
            doe()

    def _ga_naar(self, doel: Locator, *, een_van: bool = False) -> None:
        """Press Tab until the focus is there. Fails when the keyboard cannot reach it or the focus is invisible."""
        eerste = doel.first.element_handle()
        toets = "(e, een_van) => e === document.activeElement || (een_van && document.activeElement.name === e.name)"
        for _ in range(MEESTE_TABS):
            if eerste.evaluate(toets, een_van):
                zichtbaar = self.pagina.evaluate(
                    "() => { const s = getComputedStyle(document.activeElement);"
                    " return s.outlineStyle !== 'none' || s.boxShadow !== 'none'; }"
                )
                assert zichtbaar, f"the focus cannot be seen on {doel}"
                return
            self.pagina.keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not reach {doel} on {self.pagina.url}")
