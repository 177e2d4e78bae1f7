"""Analyse projections: explain changes of cost and gap, and find assumptions without effect. Must not know tables."""
