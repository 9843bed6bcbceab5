from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.model.levels import LEVEL_NAMES, TOP_LEVEL
from mlcareer.render.graph_layout import lay_out
from mlcareer.render.svg import drawing, element, number, text, without_controls
from mlcareer.render.svg_bars import (
    flag,
    level_axis,
    level_bar,
    mark,
    mark_sample,
    range_sample,
    ring,
    share_bar,
)
from mlcareer.render.svg_calibration import HEIGHT, WIDTH, calibration
from mlcareer.render.svg_map import Place, skill_graph
from mlcareer.render.svg_text import ELLIPSIS, text_width, wrap_label
from mlcareer.self_rating import Comparison, Point, SelfKnowledge, Verdict
from support_page import NAMES

ANY_NAME = st.text(max_size=60) | st.sampled_from(NAMES)
CHANCES = st.lists(st.floats(0, 1), min_size=5, max_size=5)
LEVELS = st.integers(0, TOP_LEVEL)
STATES = ("met", "open", "missed", "not measured", "")


def of_class(svg: str, class_: str) -> list[ET.Element]:
    """List the elements of a drawing that are of a class."""
    root = ET.fromstring(svg)  # noqa: S314 - made here
    return [one for one in root.iter() if class_ in one.get("class", "").split()]


def place(one: ET.Element, attribute: str) -> float:
    """Read a length, in percent or in the unit of the drawing."""
    return float(one.attrib[attribute].removesuffix("%"))


def bar(
    low: int, high: int, *, target: int = 2, rating: int | None = None, measured: bool = True
) -> str:
    """Draw a range of levels of which all are equally likely."""
    return level_bar(low, high, [0.2] * 5, target=target, rating=rating, measured=measured)


def known(*pairs: tuple[int, float]) -> SelfKnowledge:
    """Make what is known of a person from ratings and measured levels."""
    comparisons = tuple(
        Comparison(f"s{at}", rating, level, rating - level, 0.5, Verdict.WITHIN)
        for at, (rating, level) in enumerate(pairs)
    )
    points = []
    for rating in sorted({rating for rating, _ in pairs}):
        levels = [level for other, level in pairs if other == rating]
        mean = sum(levels) / len(levels)
        points.append(Point(rating, len(levels), mean, max(0, mean - 1), min(4, mean + 1)))
    return SelfKnowledge(comparisons, tuple(points), 0.0, -0.1, 0.1, Verdict.WITHIN)


@given(ANY_NAME)
def test_any_text_can_stand_in_an_element(content: str) -> None:
    """Whatever a text holds, the element is well formed and holds that text, less controls."""
    root = ET.fromstring(element("text", text(content), title=content))  # noqa: S314
    assert (root.text or "") == without_controls(content)
    assert root.attrib["title"] == without_controls(content)


@given(st.text(max_size=40))
def test_harmless_texts_stay(content: str) -> None:
    """Making a text harmless twice changes nothing more, and printable letters stay."""
    once = without_controls(content)
    assert without_controls(once) == once
    assert [c for c in once if c.isprintable() and c != " "] == [
        c for c in content if c.isprintable() and c != " "
    ]


def test_controls_are_left_out_and_line_ends_become_spaces() -> None:
    """A text keeps its words apart where a line ended, and loses what no page can hold."""
    assert without_controls("a\nb\tc\x00\x1b[31md\ud800") == "a b c[31md"
    assert without_controls("a\ufffeb\uffffc\ufffd") == "abc\ufffd"


@pytest.mark.parametrize(
    ("value", "written"),
    [(0, "0"), (-0.001, "0"), (3, "3"), (2.50, "2.5"), (-1.25, "-1.25"), (1 / 3, "0.33")],
)
def test_lengths_are_short(value: float, written: str) -> None:
    """A length has at most two decimals and no zeros at its end."""
    assert number(value) == written


def test_names_of_attributes_are_those_of_svg() -> None:
    """A last underscore is left out, any other is a hyphen."""
    assert element("g", class_="a", aria_hidden="true") == '<g class="a" aria-hidden="true"/>'


def test_a_drawing_has_a_natural_size() -> None:
    """A drawing says its size, and grows as a whole."""
    root = ET.fromstring(drawing(10, 20.5, role="img"))  # noqa: S314
    assert root.attrib == {"viewBox": "0 0 10 20.5", "width": "10", "height": "20.5", "role": "img"}


@given(LEVELS, LEVELS, CHANCES, st.integers(0, 4), st.none() | LEVELS, st.booleans())
def test_a_bar_has_five_levels(  # noqa: PLR0913, PLR0917 - a strategy each
    one: int, other: int, chances: list[float], target: int, rating: int | None, measured: bool
) -> None:
    """Of five levels those of the range are filled, or outlined where nothing was measured."""
    low, high = min(one, other), max(one, other)
    svg = level_bar(low, high, chances, target=target, rating=rating, measured=measured)
    inside = of_class(svg, "range" if measured else "perhaps")
    assert len(inside) == high - low + 1
    assert len(inside) + len(of_class(svg, "track")) == 5
    assert not of_class(svg, "perhaps" if measured else "range")
    assert len(of_class(svg, "flag")) == bool(target)
    assert len(of_class(svg, "ring")) == (rating is not None)


@given(LEVELS, LEVELS, CHANCES)
def test_the_likelier_level_is_the_stronger(one: int, other: int, chances: list[float]) -> None:
    """In the range no level is drawn fainter than a less likely one, and all are seen."""
    low, high = min(one, other), max(one, other)
    svg = level_bar(low, high, chances, target=0, rating=None, measured=True)
    drawn = [float(cell.attrib["fill-opacity"]) for cell in of_class(svg, "range")]
    shown = list(zip(chances[low : high + 1], drawn, strict=True))
    assert all(0.4 < strength <= 1 for strength in drawn)
    assert all(a[1] <= b[1] for a, b in combinations(sorted(shown), 2))


@pytest.mark.parametrize("level", range(5))
def test_levels_stand_in_order_on_a_bar(level: int) -> None:
    """Each level takes its fifth of the bar, and marks point at the level that they are about."""
    cell = of_class(bar(level, level), "range")[0]
    start = place(cell, "x")
    assert 20 * level < start < start + place(cell, "width") < 20 * (level + 1)
    assert place(of_class(bar(0, 4, rating=level), "ring")[0], "cx") == 20 * level + 10


@pytest.mark.parametrize("target", range(1, 5))
def test_the_flag_stands_where_the_target_begins(target: int) -> None:
    """All levels right of the flag meet the target, and none left of it."""
    root = ET.fromstring(bar(0, 4, target=target))  # noqa: S314
    (flagged,) = (one for one in root if one.tag == "svg")
    assert place(flagged, "x") == 20 * target


def test_the_axis_names_the_levels_over_their_places() -> None:
    """The names of the five levels stand in the middle of their fifths."""
    names = of_class(level_axis(), "axis")
    assert [one.text for one in names] == list(LEVEL_NAMES)
    assert [place(one, "x") for one in names] == [10, 30, 50, 70, 90]


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_a_share_lies_where_its_number_says(one: float, two: float, three: float) -> None:
    """The range and the share stand at their percentages."""
    low, share, high = sorted((one, two, three))
    svg = share_bar(share, low, high, measured=True)
    (span,), (best,) = of_class(svg, "span"), of_class(svg, "best")
    assert place(span, "x") == pytest.approx(100 * low, abs=0.01)
    assert place(span, "width") == pytest.approx(max(0.6, 100 * (high - low)), abs=0.01)
    assert place(best, "cx") == pytest.approx(100 * share, abs=0.01)


def test_a_share_that_is_not_measured_is_hollow() -> None:
    """What no answer stands behind does not look as if it were known."""
    svg = share_bar(0.5, 0.2, 0.8, measured=False)
    assert of_class(svg, "guess")
    assert of_class(svg, "hollow")
    # The ring is the mark of what the person said, which this is not.
    assert not of_class(svg, "ring")
    assert not of_class(svg, "span")
    assert not of_class(svg, "best")


def test_states_differ_in_shape() -> None:
    """No two states are told apart by colour alone."""
    shapes = [
        [(one.tag, one.get("class"), one.get("d")) for one in ET.fromstring(mark(state)).iter()]  # noqa: S314
        for state in STATES
    ]
    assert all(one != other for one, other in combinations(shapes, 2))


@pytest.mark.parametrize(
    "svg",
    [
        *map(mark, STATES),
        bar(0, 4, rating=2),
        level_axis(),
        share_bar(0.5, 0.4, 0.6, measured=True),
        range_sample(measured=True),
        range_sample(measured=False),
        mark_sample(flag(30)),
        mark_sample(ring(50)),
    ],
)
def test_small_pictures_are_silent(svg: str) -> None:
    """Bars and marks are skipped by screen readers: the words beside them say all."""
    assert ET.fromstring(svg).attrib["aria-hidden"] == "true"  # noqa: S314


@given(st.lists(st.tuples(LEVELS, st.floats(0, 4)), max_size=60))
def test_a_calibration_picture_holds_all_skills(pairs: list[tuple[int, float]]) -> None:
    """There is a point for each rating and a dot for each of several skills, in the drawing."""
    svg = calibration(known(*pairs), "Title", "What it shows")
    ratings = [rating for rating, _ in pairs]
    assert [int(one.text or "") for one in of_class(svg, "count")] == [
        ratings.count(rating) for rating in sorted(set(ratings))
    ]
    single = of_class(svg, "single")
    assert len(single) == sum(ratings.count(rating) > 1 for rating in ratings)
    for dot in (*single, *of_class(svg, "point")):
        reach = place(dot, "r")
        assert reach <= place(dot, "cx") <= WIDTH - reach
        assert reach <= place(dot, "cy") <= HEIGHT - reach


def test_a_point_grows_with_the_root_of_its_skills() -> None:
    """The most skills have the largest point, and a quarter of them is half as much larger."""
    svg = calibration(known(*[(1, 1.0)] * 4, (3, 3.0)), "Title", "Words")
    largest, quarter = (place(point, "r") for point in of_class(svg, "point"))
    assert largest == 15
    assert quarter == (9 + 15) / 2


def test_agreement_is_the_line_from_corner_to_corner() -> None:
    """A rating that was measured to be right lies on the dashed line; others off it."""
    svg = calibration(known((0, 0.0), (4, 4.0), (2, 3.0), (3, 2.0)), "Title", "Words")
    path = of_class(svg, "agreement")[0].attrib["d"]
    (x0, y0), (x1, y1) = (map(float, pair.split()) for pair in path[1:].split("L"))

    def above(point: ET.Element) -> float:
        on_line = y0 + (place(point, "cx") - x0) * (y1 - y0) / (x1 - x0)
        return on_line - place(point, "cy")

    first, more, less, last = map(above, of_class(svg, "point"))
    assert first == pytest.approx(0, abs=0.1)
    assert last == pytest.approx(0, abs=0.1)
    assert more > 10
    assert less < -10


def test_a_picture_says_what_it_is() -> None:
    """Who cannot see the picture is told its title and what it shows."""
    root = ET.fromstring(calibration(known((1, 1.0)), "Its <title>", "What & how"))  # noqa: S314
    assert root.attrib["role"] == "img"
    texts = {one.get("id"): one.text for one in root.iter() if one.get("id")}
    assert texts[root.attrib["aria-labelledby"]] == "Its <title>"
    assert texts[root.attrib["aria-describedby"]] == "What & how"


def graph(state: str, link: str, name: str = "Digging") -> ET.Element:
    """Draw a map of two skills, the second of which is the one to look at."""
    names = {"first": "First", "second": name}
    places = {
        "first": Place("met", "First: met", "#skill-first"),
        "second": Place(state, f"{name}: {state}", link),
    }
    layout = lay_out(names, {"second": ["first"]})
    return ET.fromstring(skill_graph(layout, places, "Map", "All"))  # noqa: S314


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        ("met", "met"),
        ("open", "open"),
        ("missed", "missed"),
        ("not measured", "unmeasured"),
        ("", "none"),
    ],
)
def test_a_skill_on_the_map_shows_its_state(state: str, kind: str) -> None:
    """Each state has its look, its mark and its words."""
    nodes = [
        one for one in graph(state, "#skill-second").iter("g") if one.find("title") is not None
    ]
    assert nodes[1].attrib["class"] == f"node {kind}"
    assert nodes[1].findtext("title") == f"Digging: {state}"


def test_a_skill_on_the_map_leads_to_its_row() -> None:
    """A skill that the role asks for is a link with a name; another is none."""
    links = list(graph("open", "#skill-second").iter("a"))
    assert [link.attrib["href"] for link in links] == ["#skill-first", "#skill-second"]
    assert links[1].attrib["aria-label"] == "Digging: open"
    assert len(list(graph("", "").iter("a"))) == 1


def test_the_map_has_a_line_for_each_requirement() -> None:
    """The line runs from the prerequisite, and an arrow points at what requires it."""
    groups = {one.get("class"): len(one) for one in graph("open", "").iter("g")}
    assert groups["edges"] == 1
    assert groups["arrows"] == 1


def test_lines_bend_between_columns_and_are_straight_in_them() -> None:
    """A line to the next column is one curve; through a column it runs level."""
    requires = {"b": ["a"], "c": ["b", "a"]}
    layout = lay_out({id_: id_ for id_ in "abc"}, requires)
    places = {id_: Place("met", id_, "") for id_ in "abc"}
    root = ET.fromstring(skill_graph(layout, places, "Map", "All"))  # noqa: S314
    (edges,) = (group for group in root.iter("g") if group.get("class") == "edges")
    drawn = ["".join(filter(str.isalpha, path.attrib["d"])) for path in edges]
    assert sorted(drawn) == ["MC", "MC", "MCHC"]


@given(ANY_NAME)
def test_any_name_can_stand_on_the_map(name: str) -> None:
    """A name of any letters gives a well-formed drawing whose title has it in full."""
    titles = [one.text for one in graph("met", "#x", name).iter("title")]
    assert titles[-1] == f"{without_controls(name)}: met"


@given(ANY_NAME, st.floats(6, 20), st.floats(40, 200), st.integers(1, 4))
def test_a_name_is_broken_into_lines_that_fit(
    name: str, size: float, room: float, most: int
) -> None:
    """No line is wider than its room, there are not too many, and no letter gets lost unsaid."""
    lines = wrap_label(name, size, room, most)
    assert len(lines) <= most
    assert all(text_width(line, size) <= room for line in lines if len(line) > 2)
    whole, shown = "".join(name.split()), "".join("".join(lines).split())
    assert shown == whole or (len(lines) == most and lines[-1].endswith(ELLIPSIS))


def test_a_letter_wider_than_its_room_is_a_line_of_its_own() -> None:
    """Where not even one letter fits, one stands there all the same, and no more."""
    assert wrap_label("mmm", 10, 5) == ("m", "m", "m")
    assert wrap_label("im", 10, 5) == ("i", "m")


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("", ()),
        ("Python", ("Python",)),
        ("Version control with git", ("Version", "control with", "git")),
        ("one two three four five six seven eight", ("one two", "three four", "five six…")),
    ],
)
def test_names_are_broken_between_words(name: str, lines: tuple[str, ...]) -> None:
    """Lines are filled word by word; what is too long ends with an ellipsis."""
    assert wrap_label(name, 12, 90) == lines


@given(st.text(max_size=30), st.text(max_size=30), st.floats(1, 40))
def test_widths_add_up(first: str, second: str, size: float) -> None:
    """A text is as wide as its parts together, and twice as wide in letters twice as large."""
    whole = text_width(first + second, size)
    assert whole == pytest.approx(text_width(first, size) + text_width(second, size))
    assert text_width(first, 2 * size) == pytest.approx(2 * text_width(first, size))


def test_letters_differ_in_width() -> None:
    """Narrow letters, capitals and the squares of Chinese take the room that they need."""
    widths = [text_width(letter, 10) for letter in ("\u0301", "i", "n", "N", "W", "学")]
    assert widths == sorted(widths)
    assert widths[0] == 0
