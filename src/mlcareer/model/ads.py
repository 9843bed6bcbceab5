"""What a job ad says, and the words by which it is read."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, NamedTuple


class Kind(StrEnum):
    """How an ad names something."""

    REQUIRED = "required"
    """The ad asks for it."""
    NICE = "nice"
    """The ad would like it."""
    DUTY = "duty"
    """It is part of what the job does."""
    ASIDE = "aside"
    """It stands where the ad asks for nothing: about the company, benefits, law."""


COUNTED: Final = (Kind.REQUIRED, Kind.NICE, Kind.DUTY)
"""Kinds that make a demand, the strongest first: what is named twice counts as the first of them.

A skill that is called a plus is one even where the duties name it too.
"""


class Spelling(StrEnum):
    """How closely a term has to be written as the vocabulary has it."""

    ANY = "any"
    """In capitals or not, in the singular or the plural."""
    EXACT = "exact"
    """With these capitals, as for Spark."""
    BESIDE = "beside"
    """Only in a list with other terms, or beside a word that announces it, as for R; where it
    has capitals, with these."""


class Term(NamedTuple):
    """Words that name something in an ad.

    Attributes:
        text: The words; `*` stands for up to three words of any kind.
        skills: Ids of the skills they name; none for what is no skill of the map.
        outside: What they name that the map has no skill for, or "". With neither, they are to be
            passed over, with the terms inside them.
    """

    text: str
    skills: tuple[str, ...]
    outside: str
    spelling: Spelling


class Seniority(NamedTuple):
    """Words for one seniority: in the title, and in the text below it."""

    title: tuple[str, ...]
    text: tuple[str, ...]


class Vocabulary(NamedTuple):
    """The rules by which ads are read. All phrases are matched like terms of any spelling.

    Attributes:
        announcing: Words beside which a term that needs company is taken as meant.
        headings: What opens a section, by the kind of the section.
        cues: What marks single terms, by kind; "..." before or after it says on which side the
            terms stand.
        passed_over: Phrases that hold a cue and do not mean it.
        turns: Words that end the reach of a cue, such as but.
        closing: What begins the end of an ad, which asks for nothing, with or without a heading.
        asks: Words that make a sentence outside any section ask for something.
        tells: Words that make a sentence outside any section tell about the job.
        jobs: Words by which a title is known, such as engineer.
        seniority: Words by entry, mid and senior.
        weak: Words before a term that ask for less of it.
        strong: Words before a term that ask for more of it.
        experience: Words without which a number of years is no experience asked for.
        often_misspelt: Single words for which what differs by one slip of the pen is taken.
    """

    terms: tuple[Term, ...]
    announcing: tuple[str, ...] = ()
    headings: Mapping[Kind, tuple[str, ...]] = {}
    cues: Mapping[Kind, tuple[str, ...]] = {}
    passed_over: tuple[str, ...] = ()
    turns: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    tells: tuple[str, ...] = ()
    jobs: tuple[str, ...] = ()
    seniority: Mapping[str, Seniority] = {}
    weak: tuple[str, ...] = ()
    strong: tuple[str, ...] = ()
    experience: tuple[str, ...] = ()
    often_misspelt: tuple[str, ...] = ()


SENIORITIES: Final = ("entry", "mid", "senior")
"""Seniorities that an ad may name, the lowest first."""


class Match(NamedTuple):
    """One place where an ad names something.

    Attributes:
        skills: Ids of the skills named; none for what the map has no skill for.
        outside: What is named that the map has no skill for, or "".
        term: The words as the ad writes them.
        line: Line of the file, from 1.
        strength: -1 where the ad asks for less than usual, 1 for more, else 0.
        years: Years asked for beside it, or None.
    """

    skills: tuple[str, ...]
    outside: str
    term: str
    line: int
    kind: Kind
    strength: int = 0
    years: int | None = None


class Place(NamedTuple):
    """A piece of the ad's text, and the line of the file where it begins."""

    line: int
    text: str


class AdReading(NamedTuple):
    """All that was read in an ad.

    Attributes:
        title: What the ad calls the job, or its first line.
        seniority: entry, mid, senior, or "" where no word says.
        seniority_at: Where that stands.
        years: The lowest number of years asked for, or None.
        years_at: Where that stands.
        matches: Places that name a skill of the map, in the order of the ad.
        outside: Places that name something known which the map has no skill for.
        unplaced: What is asked for, or called a plus, in words of which none was recognised.
    """

    title: str
    seniority: str
    seniority_at: Place | None
    years: int | None
    years_at: Place | None
    matches: tuple[Match, ...]
    outside: tuple[Match, ...]
    unplaced: tuple[Place, ...]
