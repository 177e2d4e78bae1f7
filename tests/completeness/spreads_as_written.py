"""Each spread as a plan writes it, and one mistake in it: the code of the complaint."""

from typing import NamedTuple


class Written(NamedTuple):
    right: object
    wrong: object
    code: str


SPREADS = {
    "interval": Written(["-1%", "+2%"], ["+2%", "-1%"], "E316"),
    "normal": Written({"mean": "0%", "sd": "0.2%"}, {"mean": "0%", "sd": "-0.2%"}, "E316"),
    "lognormal": Written({"mean": 2, "sd": 0.5}, {"mean": 2, "sd": -0.5}, "E316"),
    "beta": Written({"mean": "80%", "sd": "15%"}, {"mean": "80%", "sd": "-15%"}, "E316"),
    "triangular": Written([1, 2, 4], [2, 1, 4], "E316"),
    "pert": Written([1, 2, 4], [1, 4, 2], "E316"),
    "uniform": Written([1, 4], [4, 1], "E316"),
    "discrete": Written({"0%": "20%", "50%": "80%"}, {"0%": "20%", "50%": "70%"}, "E302"),
}
