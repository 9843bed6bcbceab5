"""How much two texts have in common, for all pairs of many texts, within bounds.

A text is reduced to a number of one bit for each of its runs of five characters. The number
of bits does not grow with the texts, so that time and memory are bounded whatever
somebody wrote; there are so many that two runs of one text seldom share one.
"""

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Final, NamedTuple
from zlib import crc32

from mlcareer.content.lints.words import character_ngrams

LONGEST_COMPARED: Final = 2000
"""Characters of a text that are compared with others."""

_BITS: Final = 1 << 16
_ROUGH_BITS: Final = 1 << 12


class _Gist(NamedTuple):
    """What a text is compared by.

    Attributes:
        id: Whose text it is.
        fine: The bits of its runs.
        size: How many there are.
        rough: The same in fewer bits, which are faster to compare.
        lost: How many bits fall together in it.
    """

    id: str
    fine: int
    size: int
    rough: int
    lost: int


def alike(texts: Mapping[str, str], least: float) -> Iterator[tuple[str, str, float]]:
    """Find the pairs of texts that are nearly the same, in the order in which they are given.

    Args:
        texts: By id.
        least: Share of common runs among those of both texts (Jaccard's index), above 0, from
            which a pair counts.

    Returns:
        Both ids and the share, 0 to 1.
    """
    gists = [_gist(id_, text) for id_, text in texts.items()]
    for one, other in combinations(gists, 2):
        # What is common is lost at most where bits of the first fall together.
        most = (one.rough & other.rough).bit_count() + one.lost
        if most * (1 + least) < least * (one.size + other.size):
            continue
        common = (one.fine & other.fine).bit_count()
        share = common / (one.size + other.size - common)
        if share >= least:
            yield one.id, other.id, share


def _gist(id_: str, text: str) -> _Gist:
    places = {
        crc32(gram.encode("utf-8", "surrogatepass")) % _BITS
        for gram in character_ngrams(text[:LONGEST_COMPARED])
    }
    rough = {place % _ROUGH_BITS for place in places}
    lost = len(places) - len(rough)
    return _Gist(id_, _bits(places, _BITS), len(places), _bits(rough, _ROUGH_BITS), lost)


def _bits(places: set[int], number: int) -> int:
    bits = bytearray(number // 8)
    for place in places:
        bits[place // 8] |= 1 << place % 8
    return int.from_bytes(bits, "little")
