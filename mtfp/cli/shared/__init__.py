"""Steps that several commands share: options checked, plans projected, results written. Must not know commands."""
