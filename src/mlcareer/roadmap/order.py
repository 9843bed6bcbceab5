"""What comes before what, and what comes first where that leaves a choice."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from mlcareer.model.skills import IMPORTANCES, Role, SkillMap
from mlcareer.roadmap.ground import Ground

BASIC: Final = 2
"""Up to this level, "working", a skill is basic; above it is advanced."""


class Key(NamedTuple):
    """A level of a skill that is to be studied."""

    skill: str
    level: int


class Ways:
    """What stands between a person and each level of each skill that is to be studied.

    A skill that requires another waits at each of its levels for the same level of
    the other, at most for the role's target. What helps a skill comes first where it is
    no less important, level by level.

    Args:
        skill_map: With the prerequisites.
        role: With the targets; skills that it does not ask for hold nothing up, but what
            these require does.
        ground: Where planning starts.
    """

    def __init__(self, skill_map: SkillMap, role: Role, ground: Mapping[str, Ground]) -> None:
        self._skills = skill_map.skills
        self._demands = role.demands
        self._first = role.first
        self._ground = ground
        self.keys = tuple(
            Key(skill, level)
            for skill in skill_map.skills
            if skill in ground
            for level in ground[skill].to_study
        )
        self._known = frozenset(self.keys)
        self.gates: Mapping[Key, frozenset[Key]] = {key: self.behind(key) for key in self.keys}
        self._helpers = {key: self._help(key) for key in self.keys}
        self._ways = {key: self._way(key) for key in self.keys}
        self.hours = {key: sum(self._skills[key.skill].hours[key.level]) / 2 for key in self.keys}
        """About how many hours each takes, in the middle of the estimate."""

    def closes(self, key: Key) -> float:
        """How much of the gap a level closes: the skill's weight times its chance of missing."""
        chance = self._ground[key.skill].gap.estimate.reaches(key.level)
        return self._demands[key.skill].weight * (1 - chance)

    def is_there(self, key: Key) -> bool:
        """Whether a level need not be studied any more."""
        return key.skill in self._ground and self._ground[key.skill].reached >= key.level

    def is_only_claimed(self, key: Key) -> bool:
        """Whether a level is the highest that was ticked, and answers do not show it."""
        ground = self._ground.get(key.skill)
        return ground is not None and ground.proven < key.level == ground.claimed

    def behind(self, key: Key) -> frozenset[Key]:
        """Collect the levels that some level waits for, whether it is to be studied or not."""
        own = {Key(key.skill, level) for level in range(1, key.level)} & self._known
        return frozenset(own | self._required(key, set()))

    def opened_by(self, key: Key) -> tuple[str, ...]:
        """List other skills of which some level waits for this one, in the order of the map."""
        opened = {o.skill for o, gates in self.gates.items() if key in gates} - {key.skill}
        return tuple(skill for skill in self._skills if skill in opened)

    def in_order(self) -> Iterator[Key]:
        """Go through the levels in the order in which to study them.

        Of what is open, and what nothing else should help with first, the level comes
        first that leads to the most of the gap closed per hour, its own or that of
        something it opens. The first skills of the role come before that up to
        BASIC, level by level, what is core and basic before what is useful or advanced.

        This is the rule of Sidney (1975) for jobs with prerequisites, of weights and
        lengths, tried with the way to a single level instead of all sets of levels.
        """
        left = {key: at for at, key in enumerate(self.keys)}
        while left:
            ready = [key for key in left if not self.gates[key] & left.keys()]
            unaided = [key for key in ready if not self._helpers[key] & left.keys()]
            promise = self._promises(left)
            best = min(unaided or ready, key=lambda key: (promise[key], left[key]))
            yield best
            del left[best]

    def that_fit(self, order: Iterable[Key], hours: float) -> tuple[Key, ...]:
        """Cut an order to so many hours: the first levels that fit, at least the very first.

        Nothing shorter that comes later fills what is left: by targets met per hour alone, a
        few weeks would go to whatever needs nothing and leads nowhere.
        """
        taken: list[Key] = []
        left = hours
        for key in order:
            left -= self.hours[key]
            if left < 0 and taken:
                break
            taken.append(key)
        return tuple(taken)

    def _promises(self, left: Mapping[Key, int]) -> dict[Key, tuple[int, int, float]]:
        """Say for each level how soon it is wanted; what is wanted sooner sorts first."""
        best: dict[Key, tuple[int, int, float]] = {}
        for end in left:
            way = self._ways[end] & left.keys()
            gain = sum(map(self.closes, way)) / sum(self.hours[key] for key in way)
            value = (0, self._round(end), -gain)
            for key in way:
                best[key] = min(best.get(key, value), value)
        for key in left:
            if key.skill in self._first and key.level <= BASIC:
                best[key] = (key.level - BASIC - 1, self._first.index(key.skill), 0.0)
        return best

    def _round(self, key: Key) -> int:
        """Say how late a level comes by itself: core and basic first, then one after the other."""
        return self._rank(key.skill) + max(0, key.level - BASIC)

    def _rank(self, skill: str) -> int:
        """Place of a skill's importance, 0 for core."""
        return IMPORTANCES.index(self._demands[skill].importance)

    def _required(self, key: Key, seen: set[Key]) -> set[Key]:
        """Collect the levels of others that a level waits for, through those that are there."""
        found: set[Key] = set()
        for skill in self._skills[key.skill].requires:
            target = self._demands[skill].target if skill in self._demands else key.level
            for level in range(1, min(target, key.level) + 1):
                other = Key(skill, level)
                if other in self._known:
                    found.add(other)
                elif other not in seen:
                    seen.add(other)
                    found |= self._required(other, seen)
        return found

    def _way(self, end: Key) -> frozenset[Key]:
        """Collect all that must be studied for a level, with itself."""
        way: set[Key] = set()
        waiting = [end]
        while waiting:
            key = waiting.pop()
            if key not in way:
                way.add(key)
                waiting.extend(self.gates[key])
        return frozenset(way)

    def _help(self, key: Key) -> frozenset[Key]:
        """Collect the levels of no less important skills that help with a level, if studied."""
        if key.skill in self._first:
            return frozenset()
        own = self._rank(key.skill)
        return frozenset(
            Key(helper, level)
            for helper in self._skills[key.skill].helped_by
            if helper in self._ground and self._rank(helper) <= own
            for level in range(1, key.level + 1)
        )
