"""Options that commands share, in dataclasses that `command` opens. Must not import anything slow."""
