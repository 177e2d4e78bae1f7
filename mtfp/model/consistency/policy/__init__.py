"""Checks of a plan as a paper for a board: complete, reviewed and decided in time, with levels of reserves in order."""

from mtfp.model.consistency.policy.agreements import AGREEMENTS
from mtfp.model.consistency.policy.paper import PAPER
from mtfp.model.consistency.policy.plausibility import PLAUSIBILITY
from mtfp.model.consistency.policy.reserves_policy import RESERVES_POLICY

POLICY = (*PLAUSIBILITY, *PAPER, *AGREEMENTS, *RESERVES_POLICY)
