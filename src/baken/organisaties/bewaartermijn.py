"""Retention of accounts."""

from baken.kern import bewaartermijnen

bewaartermijnen.registreer(
    "organisaties.Medewerker",
    categorie="account",
    grondslag="AVG art. 6 lid 1 e (taak van de organisatie)",
    vernietig=None,
)
bewaartermijnen.registreer(
    "organisaties.Aanstelling",
    categorie="account",
    grondslag="AVG art. 6 lid 1 e (taak van de organisatie)",
    vernietig=None,
)
bewaartermijnen.registreer(
    "organisaties.Contactpunt",
    categorie="contact",
    grondslag="AVG art. 6 lid 1 e (taak van de organisatie)",
    vernietig=None,
)
