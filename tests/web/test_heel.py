"""Numbers stay whole on a narrow screen: browsers break a line after a hyphen."""

from __future__ import annotations

import pytest
from tests.cast import Cast, maak_cast, maak_signaal
from tests.web.signalen.hulp import als_persoon

from baken.web.templatetags.baken import heel


@pytest.mark.parametrize(
    ("tekst", "wordt"),
    [
        ("C-2026-0076", '<span class="nobr">C-2026-0076</span>'),
        ("P-7A09E31D en D-1A2B3C4D", '<span class="nobr">P-7A09E31D</span> en <span class="nobr">D-1A2B3C4D</span>'),
        ("ZVH Rotterdam-Rijnmond", "ZVH Rotterdam-Rijnmond"),
        ("<b>S-2026-0001</b>", '&lt;b&gt;<span class="nobr">S-2026-0001</span>&lt;/b&gt;'),
        ("", ""),
    ],
)
def test_only_a_number_is_kept_together_and_the_rest_is_escaped(tekst: str, wordt: str) -> None:
    assert heel(tekst) == wordt


def test_a_number_in_the_heading_of_a_page_is_kept_together(db: None) -> None:
    cast: Cast = maak_cast()
    signaal = maak_signaal(cast)
    pagina = als_persoon(cast.anna).get(f"/signalen/{signaal.pk}/").content.decode()
    kop = pagina[pagina.index("<h1") : pagina.index("</h1>")]
    assert f'<span class="nobr">{signaal.nummer}</span>' in kop
