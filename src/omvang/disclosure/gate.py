"""The gate: nothing is released that an attacker can break, now or together with what was published before."""

from __future__ import annotations

from collections.abc import Sequence

from omvang.disclosure.attacking import attack
from omvang.disclosure.errors import BreakableError, RevisionError, name_cells
from omvang.disclosure.knowledge import Insider, Known, families
from omvang.disclosure.policy import Policy
from omvang.disclosure.release import Release, related


def check(candidates: Sequence[Release], earlier: Sequence[Release], policy: Policy, known: Sequence[Known] = (),
          insiders: Sequence[Insider] = ()) -> None:
    """Raise when the candidates, which appear together, may not be released.

    RevisionError: one prints another number for what was printed before. BreakableError: an attack on them and all
    linked earlier releases narrows a count down too far. Both name the cells. InputError: the numbers contradict each
    other or divide a dimension in two ways.
    """
    for number, candidate in enumerate(candidates):
        refuse_other_numbers(candidate, [*related(earlier, candidate.measure, candidate.months), *candidates[:number]])
    report = attack([*_linked(candidates, earlier), *candidates], known=known, insiders=insiders,
                    insider_range=policy.insider_range, quick=True)
    if not report.survives:
        cells = [f"{finding.name} ({finding.title})" for finding in report.broken]
        ways = sorted({one.name for one in report.scenarios if one.broken})
        raise BreakableError(f"{candidates[-1].title}: too little is left open by {', '.join(ways)} at "
                             f"{name_cells(cells)}; merge categories or print fewer crossings.", cells=cells)


def _linked(candidates: Sequence[Release], earlier: Sequence[Release]) -> list[Release]:
    """Return the earlier releases that can be linked to a candidate, directly or through one another."""
    families_of = families([*earlier, *candidates])
    return [release for family in families_of if any(one is other for one in family for other in candidates)
            for release in family if not any(release is one for one in candidates)]


def refuse_other_numbers(candidate: Release, linked: Sequence[Release]) -> None:
    """Raise RevisionError where a rounded number differs from the one printed before for the same definition."""
    if candidate.method != "rounded":
        return
    before = {cell.definition: cell.value for release in linked if release.method == "rounded"
              for cell in release.cells}
    other = [cell.name for cell in candidate.cells if before.get(cell.definition, cell.value) != cell.value]
    if other:
        raise RevisionError(f"{candidate.title}: another number was printed before for {name_cells(other)}.",
                            cells=other)
