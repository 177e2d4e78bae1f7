"""Steps that several commands share: check options, project plans, write results. Must not know commands."""
