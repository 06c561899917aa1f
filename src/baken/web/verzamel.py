"""Collect what the browser needs from node_modules into build/static/baken.

Runs before Django exists, with the standard library only: `python src/baken/web/verzamel.py`.
Nothing made by others is kept in the repository; the design tokens, components, icons and font
come from the locked packages and land in a folder that git ignores.

The components come with every variant they know, and the token theme counts thousands of names. Only the
rules whose classes occur in our templates are kept, and of the tokens only those that a rule reads (directly
or through another token), so that one small file serves every page.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree import ElementTree

WORTEL = Path(__file__).resolve().parents[3]
BRON = Path(__file__).resolve().parent / "static_bron"
DOEL = WORTEL / "build" / "static" / "baken"

THEMA = "@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css"
THEMA_DONKER = "@nl-design-system-community/ma-design-tokens/dist/color-scheme-dark/theme.css"
LETTER = "@fontsource-variable/noto-sans"
TABLER = "@tabler/icons/icons/outline"
SVG = "http://www.w3.org/2000/svg"

# Order matters: a later component may refine an earlier one.
ONDERDELEN = (
    "@nl-design-system-candidate/button-css/dist/button.css",
    "@nl-design-system-candidate/code-css/dist/code.css",
    "@nl-design-system-candidate/data-badge-css/dist/data-badge.css",
    "@nl-design-system-candidate/heading-css/dist/heading.css",
    "@nl-design-system-candidate/skip-link-css/dist/skip-link.css",
    "@utrecht/alert-css/dist/index.min.css",
    "@utrecht/form-field-css/dist/index.min.css",
    "@utrecht/form-field-description-css/dist/index.min.css",
    "@utrecht/form-field-error-message-css/dist/index.min.css",
    "@utrecht/form-fieldset-css/dist/index.min.css",
    "@utrecht/form-label-css/dist/index.min.css",
    "@utrecht/radio-button-css/dist/index.min.css",
    "@utrecht/select-css/dist/index.min.css",
    "@utrecht/table-css/dist/index.min.css",
    "@utrecht/textarea-css/dist/index.min.css",
    "@utrecht/textbox-css/dist/index.min.css",
)
EIGEN = (
    ("grond", "grond.css"),
    ("thema", "thema.css"),
    ("eigen", "raamwerk.css"),
    ("eigen", "onderdelen.css"),
)

# Foreground, background, least contrast (WCAG 2.2: 1.4.3 text, 1.4.11 marks).
CONTRASTEN = (
    ("--baken-wit", "--baken-merk-500", 4.5),
    ("--baken-wit", "--baken-merk-600", 4.5),
    ("--baken-kop-kleur", "--baken-kop-achtergrond", 4.5),
    ("--baken-merk-700", "--baken-merk-100", 4.5),
    ("--baken-merk-700", "--baken-merk-200", 4.5),
    ("--baken-merk-500", "--baken-merk-50", 4.5),
    ("--baken-merk-400", "--baken-wit", 3.0),
)

_TOKEN = re.compile(r"(--[\w-]+)\s*:\s*([^;{}]+);")
_GEBRUIK = re.compile(r"var\(\s*(--[\w-]+)")
_COMMENTAAR = re.compile(r"/\*.*?\*/", re.DOTALL)
_KLASSE = re.compile(r"\.([a-zA-Z][\w-]*)")
_WOORD = re.compile(r"[\w-]+")
_TUSSEN_HAAKJES = re.compile(r"\([^()]*\)")


class VerzamelError(Exception):
    """A package is missing or has another shape; the message says which and what to do."""


def lees(pad: Path) -> str:
    """Return the text of a file from a package. Raises VerzamelError when it is not there."""
    try:
        return pad.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise VerzamelError(
            f"Bestand ontbreekt: {pad.name} ({pad.parent}). Voer eerst uit: npm ci --ignore-scripts"
        ) from None


def zonder_commentaar(css: str) -> str:
    """Drop comments, also references to source maps that are not shipped."""
    return _COMMENTAAR.sub("", css)


def alleen_gemelde_fouten(css: str) -> str:
    """Let a field look wrong only when the server said so.

    The components also colour what the browser calls invalid, and a required field that is still
    empty is invalid before anyone typed.
    """
    return re.sub(r":(?:user-)?invalid\b", "[aria-invalid=true]", css)


def tokens(css: str) -> dict[str, str]:
    """Return the custom properties of a theme file as name -> value."""
    return {naam: waarde.strip() for naam, waarde in _TOKEN.findall(zonder_commentaar(css))}


def gebruikt(css: str) -> set[str]:
    """Return the names of the custom properties that a stylesheet reads."""
    return set(_GEBRUIK.findall(css))


def nodig(alle: dict[str, str], begin: Iterable[str]) -> set[str]:
    """Return the tokens reached from the names in begin, following references."""
    bereikt: set[str] = set()
    wachtrij = list(begin)
    while wachtrij:
        naam = wachtrij.pop()
        if naam in bereikt or naam not in alle:
            continue
        bereikt.add(naam)
        wachtrij.extend(gebruikt(alle[naam]))
    return bereikt


def blok(alle: dict[str, str], namen: set[str]) -> str:
    """Return one :root rule with the chosen tokens, in the order of the theme."""
    regels = "".join(f"{naam}:{waarde};" for naam, waarde in alle.items() if naam in namen)
    return f":root{{{regels}}}"


def woorden() -> frozenset[str]:
    """Return every word of our templates, widgets and scripts: a class that is no word there is on no page."""
    bronnen = [pad for soort in ("*.html", "*.py", "*.js") for pad in BRON.parent.rglob(soort)]
    return frozenset(woord for pad in bronnen for woord in _WOORD.findall(pad.read_text(encoding="utf-8")))


def _komt_voor(klasse: str, bekend: frozenset[str]) -> bool:
    """Whether a class can be on a page: written out, or put together as `block--{{ variant }}` or `f"block--{x}"`."""
    blok, streep, variant = klasse.partition("--")
    kern, tweede, rest = variant.partition("-")
    samen = (f"{blok}--" in bekend and variant in bekend) or (f"{blok}--{kern}-" in bekend and bool(tweede and rest))
    return klasse in bekend or bool(streep and samen)


def _regels(css: str) -> Iterator[tuple[str, str]]:
    """Yield (selector or at-rule, what stands between its braces) of the outer level."""
    begin = diepte = open_ = 0
    for plaats, teken in enumerate(css):
        if teken == "{":
            open_ = open_ if diepte else plaats
            diepte += 1
        elif teken == "}":
            diepte -= 1
            if not diepte:
                yield css[begin:open_].rpartition(";")[2].strip(), css[open_ + 1 : plaats]
                begin = plaats + 1


def snoei(css: str, bekend: frozenset[str]) -> str:
    """Drop the selectors that name a class outside bekend (what stands between brackets does not count)."""
    uit = []
    for kop, lijf in _regels(css):
        if kop.startswith(("@media", "@supports")):
            binnen = snoei(lijf, bekend)
            uit.append(f"{kop}{{{binnen}}}" if binnen else "")
        elif kop.startswith("@"):
            uit.append(f"{kop}{{{lijf}}}")
        elif blijft := [selector for selector in _selectors(kop) if _leeft(selector, bekend)]:
            uit.append(f"{','.join(blijft)}{{{lijf}}}")
    return "".join(uit)


def _selectors(kop: str) -> Iterator[str]:
    """Yield the selectors of a list; a comma inside :is(a, b) does not divide."""
    diepte, deel = 0, ""
    for teken in kop:
        diepte += {"(": 1, ")": -1}.get(teken, 0)
        if teken == "," and not diepte:
            yield deel.strip()
            deel = ""
        else:
            deel += teken
    yield deel.strip()


def _leeft(selector: str, bekend: frozenset[str]) -> bool:
    while (kaal := _TUSSEN_HAAKJES.sub("", selector)) != selector:
        selector = kaal
    return all(_komt_voor(klasse, bekend) for klasse in _KLASSE.findall(selector))


def _delen(modules: Path) -> Iterator[tuple[str, str]]:
    """Yield (layer, css) for the parts of the stylesheet, without the tokens."""
    bekend = woorden()
    for onderdeel in ONDERDELEN:
        css = alleen_gemelde_fouten(zonder_commentaar(lees(modules / onderdeel)))
        yield "onderdelen", snoei(css, bekend)
    for laag, eigen in EIGEN:
        yield laag, zonder_commentaar(lees(BRON / eigen))


def stijlblad(modules: Path) -> str:
    """Return the one stylesheet: font, tokens that are used, components, own layer.

    Layers keep the order independent of specificity; a municipality's own file stands outside
    every layer and therefore wins (see static_bron/thema.css).
    """
    delen = list(_delen(modules))
    licht = tokens(lees(modules / THEMA))
    donker = tokens(lees(modules / THEMA_DONKER))
    eigen = tokens("".join(css.split("@media")[0] for laag, css in delen if laag == "thema"))
    namen = nodig({**licht, **eigen}, gebruikt("".join(css for _, css in delen)))
    uit = [
        "@layer tokens, grond, onderdelen, thema, eigen;",
        letterregels(modules),
        f"@layer tokens{{{blok(licht, namen - eigen.keys())}"
        f"@media screen and (prefers-color-scheme:dark){{{blok(donker, namen)}}}}}",
    ]
    uit.extend(f"@layer {laag}{{{krimp(css)}}}" for laag, css in delen)
    return "\n".join(uit) + "\n"


def krimp(css: str) -> str:
    """Take out the white space that has no meaning; quoted text in our own files has none."""
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r"\s*([{};,>~])\s*", r"\1", css)  # not "+": calc() needs the space
    return css.replace(": ", ":").replace(";}", "}").strip()


def letterregels(modules: Path) -> str:
    """Return the font rules for Latin text, with the ranges the font package gives.

    WeasyPrint warns that it skips the range of weights, and then does what is meant: with one rule per
    weight it sets bold text too tight.
    """
    css = lees(modules / LETTER / "wght.css")
    regels = []
    for schrift in ("latin-ext", "latin"):
        gevonden = re.search(
            rf"files/noto-sans-{schrift}-wght-normal\.woff2\).*?unicode-range:\s*([^;]+);", css, re.DOTALL
        )
        if gevonden is None:
            raise VerzamelError(f"Het letterpakket noemt geen bereik voor {schrift}.")
        regels.append(
            '@font-face{font-family:"Noto Sans";font-style:normal;font-display:swap;font-weight:100 900;'
            f'src:url("noto-sans-{schrift}.woff2") format("woff2");unicode-range:{gevonden[1]}}}'
        )
    return "\n".join(regels)


def icoonnamen() -> list[str]:
    """Return the names of the icons in the sprite."""
    regels = lees(BRON / "iconen.txt").splitlines()
    return [regel.strip() for regel in regels if regel.strip() and not regel.startswith("#")]


def sprite(modules: Path) -> str:
    """Return one SVG with a symbol per icon; strokes take the colour of the text."""
    ElementTree.register_namespace("", SVG)
    wortel = ElementTree.Element(f"{{{SVG}}}svg")
    for naam in icoonnamen():
        tekst = lees(modules / TABLER / f"{naam}.svg")
        bron = ElementTree.fromstring(tekst)  # noqa: S314 - a file of a package locked by its hash
        symbool = ElementTree.SubElement(wortel, f"{{{SVG}}}symbol", id=naam, viewBox="0 0 24 24")
        for kenmerk in ("fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin"):
            symbool.set(kenmerk, bron.get(kenmerk, "none"))
        symbool.extend(kind for kind in bron if kind.get("stroke") != "none")
    return ElementTree.tostring(wortel, encoding="unicode")


def helderheid(kleur: str) -> float:
    """Return the relative luminance (0 to 1) of #rrggbb. Source: WCAG 2.2, relative luminance."""
    delen = [int(kleur[plaats : plaats + 2], 16) / 255 for plaats in (1, 3, 5)]
    rood, groen, blauw = (d / 12.92 if d <= 0.04045 else ((d + 0.055) / 1.055) ** 2.4 for d in delen)
    return 0.2126 * rood + 0.7152 * groen + 0.0722 * blauw


def contrast(een: str, ander: str) -> float:
    """Return the contrast (1 to 21) between two colours of the form #rrggbb."""
    hoog, laag = sorted((helderheid(een), helderheid(ander)), reverse=True)
    return (hoog + 0.05) / (laag + 0.05)


def huisstijlfouten(css: str) -> list[str]:
    """Check the colours of a municipality's own file, together with ours where it is silent.

    Returns one sentence for each pair that is too weak. Only #rrggbb can be weighed: another notation
    of a colour in these pairs is a mistake too, because nobody could check it.
    """
    eigen = tokens(zonder_commentaar(lees(BRON / "thema.css")).split("@media")[0])
    waarden = {**eigen, **tokens(css.split("@media")[0])}
    uit = []
    for voor, achter, minstens in CONTRASTEN:
        kleuren = [_kleur(waarden, naam) for naam in (voor, achter)]
        if not all(re.fullmatch(r"#[0-9a-fA-F]{6}", kleur) for kleur in kleuren):
            uit.append(f"{voor} op {achter}: schrijf beide kleuren als #rrggbb ({kleuren[0]}, {kleuren[1]}).")
        elif (gevonden := contrast(*kleuren)) < minstens:
            uit.append(f"{voor} op {achter}: contrast {gevonden:.2f}, nodig is {minstens}.")
    return uit


def _kleur(waarden: dict[str, str], naam: str) -> str:
    """Follow references until a colour, at most ten steps."""
    waarde = naam
    for _stap in range(10):
        if waarde.startswith("#"):
            break
        verwijzing = _GEBRUIK.match(waarde)
        waarde = waarden.get(verwijzing[1] if verwijzing else waarde, "?")
    return waarde


def licenties(modules: Path) -> str:
    """Return the licence texts that must travel with the font and the icons."""
    teksten = [(naam, lees(modules / naam / "LICENSE")) for naam in (LETTER, "@tabler/icons")]
    return "\n\n".join(f"{naam}\n{'=' * len(naam)}\n{tekst.strip()}" for naam, tekst in teksten) + "\n"


def verzamel(modules: Path, doel: Path) -> dict[str, int]:
    """Write everything to doel (made anew) and return the size in bytes of each file."""
    afdruk = krimp(zonder_commentaar(lees(BRON / "afdruk.css")))
    teksten = {
        "baken.css": stijlblad(modules),
        "iconen.svg": sprite(modules),
        "licenties.txt": licenties(modules),
        "afdruk.css": f"{letterregels(modules)}\n{afdruk}\n",
    }
    nieuw = doel.with_name(doel.name + ".nieuw")
    shutil.rmtree(nieuw, ignore_errors=True)
    nieuw.mkdir(parents=True)
    for naam, tekst in teksten.items():
        (nieuw / naam).write_text(tekst, encoding="utf-8")
    for naam in ("baken.js", "passkey.js", "baken.svg"):
        shutil.copyfile(BRON / naam, nieuw / naam)
    for schrift in ("latin", "latin-ext"):
        bron = modules / LETTER / "files" / f"noto-sans-{schrift}-wght-normal.woff2"
        if not bron.is_file():
            raise VerzamelError(f"Bestand ontbreekt: {bron.name}. Voer eerst uit: npm ci --ignore-scripts")
        shutil.copyfile(bron, nieuw / f"noto-sans-{schrift}.woff2")
    shutil.rmtree(doel, ignore_errors=True)  # the old set goes only when the new one is complete
    nieuw.rename(doel)
    return {pad.name: pad.stat().st_size for pad in sorted(doel.iterdir())}


def main(argumenten: list[str] | None = None) -> int:
    """Command line. Returns 0; 1 for a weak contrast; 2 with one sentence when a file is missing."""
    lezer = argparse.ArgumentParser(description="Verzamel de vormgeving in build/static.")
    lezer.add_argument("--modules", type=Path, default=WORTEL / "node_modules")
    lezer.add_argument("--doel", type=Path, default=DOEL)
    lezer.add_argument("--huisstijl", type=Path, help="controleer alleen het contrast van dit bestand")
    keuze = lezer.parse_args(argumenten)
    try:
        if keuze.huisstijl:
            fouten = huisstijlfouten(zonder_commentaar(lees(keuze.huisstijl)))
            sys.stdout.write("".join(f"{fout}\n" for fout in fouten) or "Alle contrasten zijn goed.\n")
            return 1 if fouten else 0
        maten = verzamel(keuze.modules, keuze.doel)
    except VerzamelError as fout:
        sys.stderr.write(f"{fout}\n")
        return 2
    for naam, bytes_ in maten.items():
        sys.stdout.write(f"{naam:28}{bytes_ / 1024:8.1f} kB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
