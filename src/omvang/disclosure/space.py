"""The unknown counts behind a set of definitions, as one vector.

Atoms that no definition tells apart are one class. The product of the classes of all dimensions is the finest
table that any of the numbers can speak of; each definition is a sum over it. When that product is too large the
dimensions are spread over blocks, tied together by the margins they share. Blocks that form a tree lose nothing by
this (local consistency is global there: Lauritzen, Graphical models, 1996, section 3.1); otherwise the answer is an
outer bound and `exact` is False.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from omvang.disclosure.definitions import PERIOD, Definition, months_of
from omvang.disclosure.release import Release
from omvang.errors import InputError

LARGEST_BLOCK = 30_000
LARGEST_SPACE = 200_000

Atom = str | int
Part = tuple[Atom, ...]


def parts_of(definition: Definition) -> dict[str, Part]:
    """Return the restricted dimensions with their atoms, the period as one of them."""
    parts: dict[str, Part] = {name: tuple(atoms) for name, atoms in definition.where}
    parts[PERIOD] = tuple(months_of(definition.period))
    return parts


@dataclass(frozen=True)
class Axis:
    """One dimension. size: number of classes; masks: per set of atoms which classes it holds; labels: per class."""

    name: str
    size: int
    masks: Mapping[Part, NDArray[np.intp]]
    labels: tuple[str, ...]

    @classmethod
    def of(cls, name: str, parts: Iterable[Part], universe: Part | None, everybody: bool) -> Axis:
        """Group the atoms into classes.

        universe: all atoms if they are known; everybody: some number does not restrict this dimension.
        Raises InputError when an atom lies outside the universe.
        """
        sets = sorted(set(parts), key=repr)
        where: dict[Atom, set[int]] = {atom: set() for atom in universe or ()}
        for number, part in enumerate(sets):
            for atom in part:
                if universe is not None and atom not in where:
                    raise InputError(f"{name}={atom} lies outside the categories that cover everybody: divide the "
                                     "dimension in one way, or name the atoms of each category.")
                where.setdefault(atom, set()).add(number)
        signatures = {frozenset(numbers) for numbers in where.values()}
        if universe is None and everybody:
            signatures.add(frozenset())
        if not everybody:
            signatures.discard(frozenset())
        classes = sorted(signatures, key=lambda signature: (not signature, sorted(signature)))
        masks = {part: np.flatnonzero([number in signature for signature in classes])
                 for number, part in enumerate(sets)}
        labels = tuple(_label(name, [atom for atom, numbers in where.items() if numbers == signature])
                       for signature in classes)
        return cls(name, max(1, len(classes)), masks, labels)

    def classes(self, part: Part | None) -> NDArray[np.intp]:
        """Return the classes in a set of atoms; None means all."""
        return np.arange(self.size) if part is None else self.masks[part]


def _label(name: str, atoms: Sequence[Atom]) -> str:
    if name == PERIOD:
        months = [f"{int(month) // 12}-{int(month) % 12 + 1:02d}" for month in atoms]
        return f"period={months[0]}..{months[-1]}"
    shown = "+".join(map(str, atoms[:3])) + ("+..." if len(atoms) > 3 else "")
    return f"{name}={shown or '(other)'}"


@dataclass(frozen=True)
class Block:
    """A product of axes. offset: place of its first count in the vector."""

    names: tuple[str, ...]
    shape: tuple[int, ...]
    offset: int

    @property
    def size(self) -> int:
        """Number of counts."""
        return math.prod(self.shape)


class Space:
    """The vector of unknown counts behind some releases (all of one measure)."""

    def __init__(self, definitions: Sequence[Definition], universes: Mapping[str, tuple[str, ...]],
                 largest: int = LARGEST_BLOCK) -> None:
        """Lay out the vector; largest: counts in one block.

        Raises InputError if dimensions clash or nothing of this size can be computed.
        """
        self.largest = largest
        parts = [parts_of(definition) for definition in definitions]
        names = sorted({name for part in parts for name in part})
        self.axes = {name: Axis.of(name, [part[name] for part in parts if name in part],
                                   tuple(universes[name]) if name in universes else None,
                                   any(name not in part for part in parts)) for name in names}
        groups = {frozenset(name for name in part if self.axes[name].size > 1) for part in parts}
        self.blocks = self._arrange(groups)
        self.size = sum(block.size for block in self.blocks)
        if self.size > LARGEST_SPACE:
            raise InputError(f"The linked tables describe over {LARGEST_SPACE} cells: coarser tables are needed.")
        self.exact = len(self.blocks) == 1

    def _weight(self, names: Iterable[str]) -> int:
        return math.prod(self.axes[name].size for name in names)

    def _arrange(self, groups: set[frozenset[str]]) -> list[Block]:
        everything = frozenset().union(*groups)
        if self._weight(everything) <= self.largest:
            chosen = [everything]
        else:
            chosen = sorted((group for group in groups if not any(group < other for other in groups)),
                            key=lambda group: (self._weight(group), sorted(group)))
            chosen = self._join(chosen)
        blocks, offset = [], 0
        for group in chosen:
            names = tuple(sorted(group))
            blocks.append(Block(names, tuple(self.axes[name].size for name in names), offset))
            offset += blocks[-1].size
        return blocks

    def _join(self, groups: list[frozenset[str]]) -> list[frozenset[str]]:
        """Join blocks while the product stays small, those with most in common first."""
        while True:
            pairs = [(self._weight(a | b) / (self._weight(a) + self._weight(b)), number, other)
                     for number, a in enumerate(groups) for other, b in enumerate(groups[:number])
                     if self._weight(a | b) <= self.largest // 10]
            if not pairs:
                return groups
            _, number, other = min(pairs)
            joined = groups[number] | groups[other]
            groups = [group for group in groups if not group <= joined] + [joined]

    def indices(self, definition: Definition, block: Block) -> NDArray[np.intp]:
        """Return the places in the vector that the definition sums over in this block."""
        parts = parts_of(definition)
        chosen = [self.axes[name].classes(parts.get(name)) for name in block.names]
        if not chosen:
            return np.array([block.offset], dtype=np.intp)
        places = np.ravel_multi_index(np.ix_(*chosen), block.shape).ravel()
        return np.asarray(places + block.offset, dtype=np.intp)

    def rows(self, definitions: Sequence[Definition]) -> sparse.csr_array:
        """Return the sums as a 0/1 matrix, shape (definitions, size)."""
        found = [self.indices(definition, self.home(definition)) for definition in definitions]
        return _zero_one(found, self.size)

    def home(self, definition: Definition) -> Block:
        """Return the smallest block that holds all dimensions of the definition."""
        needs = {name for name in parts_of(definition) if self.axes[name].size > 1}
        return min((block for block in self.blocks if needs <= set(block.names)), key=lambda block: block.size)

    def name(self, place: int) -> str:
        """Return in words what one unknown counts."""
        block = next(one for one in self.blocks if one.offset <= place < one.offset + one.size)
        chosen = np.unravel_index(place - block.offset, block.shape)
        return ", ".join(self.axes[name].labels[index] for name, index in zip(block.names, chosen, strict=True))

    def in_one_block(self, *definitions: Definition) -> bool:
        """Tell whether one block holds all dimensions of the definitions."""
        needs = {name for one in definitions for name in parts_of(one) if self.axes[name].size > 1}
        return any(needs <= set(block.names) for block in self.blocks)

    def difference(self, outer: Definition, inner: Definition) -> sparse.csr_array:
        """Return the 0/1 row of what the outer definition counts and the inner one does not."""
        needs = {name for one in (outer, inner) for name in parts_of(one) if self.axes[name].size > 1}
        block = min((one for one in self.blocks if needs <= set(one.names)), key=lambda one: one.size)
        return _zero_one([np.setdiff1d(self.indices(outer, block), self.indices(inner, block))], self.size)

    def links(self) -> sparse.csr_array:
        """Return the rows that must be zero because two blocks share a margin; no rows for one block."""
        rows = [self._difference(first, second)
                for number, first in enumerate(self.blocks) for second in self.blocks[:number]]
        if not rows:
            return sparse.csr_array((0, self.size))
        return sparse.csr_array(sparse.vstack(rows))

    def _difference(self, first: Block, second: Block) -> sparse.csr_array:
        common = [name for name in first.names if name in second.names]
        sums = [_zero_one(_margin(block, common), self.size) for block in (first, second)]
        return sparse.csr_array(sums[0] - sums[1])


def _margin(block: Block, names: Sequence[str]) -> list[NDArray[np.intp]]:
    front = [block.names.index(name) for name in names]
    index = np.moveaxis(np.arange(block.size).reshape(block.shape), front, range(len(front)))
    rows = index.reshape(math.prod(block.shape[axis] for axis in front), -1)
    return [np.asarray(row + block.offset, dtype=np.intp) for row in rows]


def _zero_one(rows: Sequence[NDArray[np.intp]], width: int) -> sparse.csr_array:
    lengths = [len(row) for row in rows]
    places = np.concatenate(rows) if rows else np.array([], dtype=np.intp)
    where = (np.repeat(np.arange(len(rows)), lengths), places)
    return sparse.csr_array((np.ones(sum(lengths)), where), shape=(len(rows), width))


def join_universes(releases: Iterable[Release]) -> dict[str, tuple[str, ...]]:
    """Return what covers everybody per dimension. Raises InputError when two releases disagree."""
    known: dict[str, tuple[str, ...]] = {}
    for release in releases:
        for name, atoms in release.universes.items():
            if known.setdefault(name, tuple(atoms)) != tuple(atoms):
                raise InputError(f"Dimension {name!r} is divided in two ways that both cover everybody: give the "
                                 "atoms of each category, or two different names.")
    return known
