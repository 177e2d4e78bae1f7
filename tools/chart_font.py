"""Cut the font of charts down to the letters that charts need, and list the widths of the letters.

    python -m tools.chart_font Arimo-Regular.ttf Arimo-Bold.ttf

The font is Arimo 1.33, whose letters are as wide as those of Arial and Liberation Sans, so that a browser with one of
these measures text as the layout does. Needs fontTools. The licence is in `mtfp/reports/svg/font`.
"""

import json
import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FOLDER = Path(__file__).parent.parent / "mtfp" / "reports" / "svg" / "font"
LETTERS = (*range(0x20, 0x7F), *range(0xA0, 0x180), *(ord(letter) for letter in "–—‘’“”„†•…‰€→←↑↓−×÷≈≠≤≥□"))
"""Latin letters of western and central Europe, with Gaelic and Welsh, and the signs that charts and plans write."""


def main(regular: str, bold: str) -> None:
    widths: dict[str, dict[str, int]] = {}
    for name, path in (("regular", regular), ("bold", bold)):
        font = _cut(TTFont(path))
        font.save(FOLDER / f"{name}.ttf")
        letters, advance = font.getBestCmap(), font["hmtx"]
        widths[name] = {chr(code): advance[glyph][0] for code, glyph in sorted(letters.items())}
    per_em = TTFont(FOLDER / "regular.ttf")["head"].unitsPerEm
    text = json.dumps({"per_em": per_em, **widths}, ensure_ascii=False, separators=(",", ":"))
    (FOLDER / "widths.json").write_text(f"{text}\n", encoding="utf-8")


def _cut(font: TTFont) -> TTFont:
    options = Options(hinting=False, layout_features=[], name_IDs=[0, 1, 2, 3, 4, 5, 6, 7, 13, 14], notdef_outline=True)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=LETTERS)
    subsetter.subset(font)
    return font


if __name__ == "__main__":
    main(*sys.argv[1:])
