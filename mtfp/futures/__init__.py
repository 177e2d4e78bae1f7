"""Other futures of a plan: levers make another plan, draws make many futures of one plan."""
