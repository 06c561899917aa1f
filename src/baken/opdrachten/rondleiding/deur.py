"""Fill in the public form up to the review, as a professional would; for the measurements and the tests."""

from __future__ import annotations

from baken.opdrachten.rondleiding.bezoeker import Bezoeker

VERHAAL = "Een man haalt elke ochtend zes mensen op en houdt hun papieren bij zich. Dit is verzonnen."


def vul_in(b: Bezoeker, organisatie: str, verhaal: str = VERHAAL) -> None:
    """Bring a visitor to the review with a complete report."""
    b.ga(f"/melden/{organisatie}/persoon/professional/")
    b.kies("Arbeidsuitbuiting", vraag="vormen")
    b.druk("Volgende")
    b.kies("", vraag="indicatoren")
    b.druk("Volgende")
    b.vul("Wat is de rol van deze persoon?", "lachtoffer")
    b.vul("Naam", "Dana Verzonnen")
    b.druk("Volgende")
    b.vul("Adres", "Ankerkade 12")
    b.druk("Volgende")
    b.vul("Wat hebt u gezien of gehoord?", verhaal)
    b.druk("Volgende")
    b.kies("anoniem", vraag="anoniem")
    b.kies("Ja", vraag="terugkoppeling")
    b.druk("Volgende")
    b.zie("Klopt alles?")


def tot_de_controle(adres: str, organisatie: str) -> Bezoeker:
    """Return a new visitor who stands at the review with a complete report."""
    b = Bezoeker(adres)
    vul_in(b, organisatie)
    return b
