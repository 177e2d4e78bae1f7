"""Pages in a browser: accessible by axe-core's rules and by others, safe, and usable on a narrow screen."""

import io
from functools import cache
from pathlib import Path

import pytest
from PIL import Image

from tests.pages.papers import DOCUMENTS

AXE = Path(__file__).parent / "data" / "axe.min.js"
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
RUN = f"""
const done = arguments[arguments.length - 1];
axe.run({{runOnly: {list(TAGS)}, resultTypes: ["violations"]}}).then(found => done(
  [found.passes.length, ...found.violations.map(each => `${{each.id}}: ${{each.nodes.map(node => node.html)}}`)]));
"""
NARROW = 320
PHONE, ZOOMED = {"width": NARROW}, {"width": NARROW, "height": 256, "zoom": 4}
"""A narrow phone, and a screen of 1280 by 1024 pixels at 400%."""
TEXTS = (
    "h1",
    "h2",
    "p",
    ".notes p",
    "thead th",
    "tbody td",
    "tr.total th",
    ".mark",
    ".notice",
    ".key-figures dt",
    ".value",
    "nav a",
    "footer p",
)
BOXES = (".mark", ".notice", ".key-figures > div")
"""Elements whose edges people must see to know what belongs together."""
LEAST = 3.0


@cache
def axe() -> str:
    return AXE.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("size", [{"width": 1280}, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing(browser, pages, name, size):
    browser.open(pages[name], **size)
    browser.ask(axe())
    rules, *violations = browser.wait_for(RUN)
    assert rules > 10
    assert violations == []


def test_axe_finds_what_is_wrong(browser, pages):
    """Else a page of which it reads nothing would pass."""
    browser.open(pages["paper"])
    browser.ask("document.documentElement.removeAttribute('lang'); document.querySelector('h1').style.color = '#ddd'")
    browser.ask(axe())
    _, *violations = browser.wait_for(RUN)
    assert sorted(each.partition(":")[0] for each in violations) == ["color-contrast", "html-has-lang"]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_two_elements_have_one_id_and_no_policy_is_broken(browser, pages, name):
    browser.open(pages[name])
    ids, violations, scripts = browser.ask(
        "return [[...document.querySelectorAll('[id]')].map(each => each.id), violations,"
        " document.querySelectorAll('script, img, iframe, link, object').length]"
    )
    assert len(ids) == len(set(ids)) > 1
    assert (violations, scripts) == ([], 0)
    assert browser.ask("return getComputedStyle(document.querySelector('h1')).color") == "rgb(0, 45, 84)"


@pytest.mark.parametrize(
    ("added", "broken"),
    [
        ("<img src='https://example.org/x.png'>", "img-src https://example.org/x.png"),
        ("<p style='color: red'>x</p>", "style-src-attr inline"),
        ("<img src=x onerror='document.title = 1'>", "script-src-attr inline"),
        ("<script>document.title = 1</script>", "script-src-elem inline"),
    ],
)
def test_the_policy_stops_what_a_page_may_not_do(browser, pages, tmp_path, added, broken):
    """The page's own guard, if a text should ever get through."""
    page = tmp_path / "page.html"
    page.write_text(pages["paper"].read_text("utf-8").replace("</main>", f"{added}</main>"), encoding="utf-8")
    browser.open(page)
    assert broken in browser.ask("return violations")
    assert browser.ask("return document.title").startswith("Glenshire")


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("size", [PHONE, ZOOMED], ids=["phone", "zoomed"])
def test_only_tables_scroll_sideways_at_320_pixels(browser, pages, name, size):
    browser.open(pages[name], **size)
    width, regions = browser.ask(
        "return [document.documentElement.scrollWidth, [...document.querySelectorAll('.scroll')].map(region =>"
        " [region.clientWidth, region.scrollWidth, region.querySelector('tbody th[scope=row]')?.offsetWidth ?? 0])]"
    )
    assert width <= NARROW
    assert all(seen <= NARROW for seen, _, _ in regions)
    assert all(label <= 0.65 * seen for seen, whole, label in regions if whole > seen)  # the label stays in view
    if name != "paper":
        assert any(whole > seen for seen, whole, _ in regions)


# A table behind a closed summary is not a stop: it is reached once the summary is opened.
STOPS = """const all = [...document.querySelectorAll("a, .scroll, summary")].filter(each => each.checkVisibility());"""
STEP = f"""{STOPS}
const at = document.activeElement, style = getComputedStyle(at);
const isOutlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
const box = at.getBoundingClientRect();
return [all.indexOf(at), isOutlined, box.top < innerHeight && box.bottom > 0];
"""


@pytest.mark.parametrize("name", ["paper", "simulate", "wide"])
def test_the_keyboard_reaches_every_link_and_every_table_in_order(browser, pages, name):
    browser.open(pages[name])
    stops = browser.ask(f"{STOPS} return all.length")
    for number in range(stops):
        browser.press("Tab")
        at, is_outlined, is_in_view = browser.ask(STEP)
        assert at == number
        assert is_outlined
        assert is_in_view
    assert stops > 2


def test_the_first_link_skips_to_the_main_part(browser, pages):
    browser.open(pages["paper"])
    browser.press("Tab")
    assert browser.ask("return document.activeElement.textContent") == "Skip to main content"
    browser.press("Enter")
    assert browser.ask("return document.activeElement.tagName") == "MAIN"


PLACES = """
return arguments[0].map(selector => {
  const found = document.querySelector(selector);
  if (!found) return null;
  const box = found.getBoundingClientRect();
  return {x: box.x + scrollX - 1, y: box.y + scrollY - 1, width: box.width + 2, height: box.height + 2};
})
"""


def contrast(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """Return the contrast ratio of two colours as WCAG defines it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: tuple[int, ...]) -> float:
    shares = [value / 255 for value in colour]
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_contrast_is_worked_out_as_published():
    assert contrast((255, 255, 255), (0, 0, 0)) == pytest.approx(21)
    assert contrast((118, 118, 118), (255, 255, 255)) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("media", ["", "forced-colors"])
def test_texts_and_boxes_are_seen_in_the_pixels(browser, pages, media):
    """Sampled from the picture: each text against its ground, and each box's edge against the page."""
    browser.open(pages["paper"], media=media)
    places = browser.ask(PLACES, [*TEXTS, *BOXES])
    for name, place in zip((*TEXTS, *BOXES), places, strict=True):
        assert place, f"the paper has no {name}"
        picture = Image.open(io.BytesIO(browser.picture(place))).convert("RGB")
        colours = [colour for count, colour in picture.getcolors(maxcolors=1 << 20)]
        ground = picture.getpixel((0, 0))
        if name in BOXES:  # the left edge half way down, or the upper edge half way along
            colours = [picture.getpixel((at, picture.height // 2)) for at in range(6)]
            colours += [picture.getpixel((picture.width // 2, at)) for at in range(6)]
        assert max(contrast(colour, ground) for colour in colours) >= (LEAST if name in BOXES else 4.5), name
    forced = browser.ask("return matchMedia('(forced-colors: active)').matches")
    assert forced == bool(media)
