"""The site that `make docs` builds from the pages in this folder: Sphinx, MyST and the theme furo."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tools"))

from mtfp import __version__

project = "mtfp"
author = copyright = "the mtfp authors"
version = release = __version__
language = "en-GB"

extensions = ["myst_parser", "sphinx.ext.autodoc", "docs_site"]
html_theme = "furo"
html_title = f"mtfp {version}"
html_copy_source = False
html_show_sphinx = False

# The anchors of headings are those that GitHub makes, so that a link works in both places.
myst_heading_anchors = 4
myst_enable_extensions = ["attrs_block"]
# A chapter begins at its own level; and examples of mistakes are no YAML.
suppress_warnings = ["myst.header", "misc.highlighting_failure"]

# In docstrings, `words` between single backticks are code.
default_role = "literal"
autodoc_member_order = "bysource"
autodoc_typehints = "none"
