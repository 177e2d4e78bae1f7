"""Costs of services: lines, their demand, price and service level, commitments, savings. Must not know who pays."""
