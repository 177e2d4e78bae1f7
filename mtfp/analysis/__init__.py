"""Analyse projections: bridges of cost and gap, and assumptions without effect. Must not know tables or formats."""
