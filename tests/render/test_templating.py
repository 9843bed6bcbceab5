from pathlib import Path

import pytest
from jinja2 import TemplateNotFound, UndefinedError

from mlcareer.render import templating
from mlcareer.render.templating import TEMPLATES, link_to, set_page


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Set pages with the templates of a folder."""
    monkeypatch.setattr(templating, "TEMPLATES", tmp_path)
    return tmp_path


@pytest.mark.parametrize("end", ["", "\n", "\n\n"])
def test_a_page_ends_with_one_line_break(templates: Path, end: str) -> None:
    """However the template ends, so does the page."""
    (templates / "a").write_text(f"<p>{{{{ word }}}}</p>{end}", encoding="utf-8")
    assert set_page("a", {"word": "x"}) == "<p>x</p>\n"


@pytest.mark.parametrize("template", ["a", "a.css", "a.html.jinja"])
def test_every_text_is_made_harmless(templates: Path, template: str) -> None:
    """Markup, quotes and what no page can hold do no harm, whatever the template is called."""
    (templates / template).write_text("{{ word }}|{{ more }}|{{ number }}", encoding="utf-8")
    page = set_page(template, {"word": "<b>\"'&"}, more="a\x1b\ud800\nb", number=3)
    assert page == "&lt;b&gt;&#34;&#39;&amp;|a b|3\n"


def test_a_name_that_is_not_there_is_an_error(templates: Path) -> None:
    """A template that asks for what nobody gives leaves no gap in a page."""
    (templates / "a").write_text("{{ wrod }}", encoding="utf-8")
    with pytest.raises(UndefinedError, match="wrod"):
        set_page("a", {"word": "x"})


@pytest.mark.parametrize("name", ["../templating.py", "none.html.jinja"])
def test_only_templates_are_set(name: str) -> None:
    """Nothing outside of their folder is a template."""
    assert TEMPLATES.is_dir()
    with pytest.raises(TemplateNotFound):
        set_page(name, {})


@pytest.mark.parametrize(
    ("place", "link"),
    [
        ("https://example.org/a", True),
        ("http://example.org", True),
        ("HTTPS://example.org", False),
        (" https://example.org", False),
        ("httpsx://example.org", False),
        ("javascript:alert(1)", False),
        ("photos/pot.jpg", False),
        ("", False),
    ],
)
def test_only_addresses_of_the_web_are_links(place: str, *, link: bool) -> None:
    """What a browser may open stays as it is; from anything else no link is made."""
    assert link_to(place) == (place if link else "")
