"""Costs of services: lines, demand, prices, service levels, commitments, savings. Must not import the scheme."""
