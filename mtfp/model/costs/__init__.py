"""Costs of services, such as lines and savings. Modules here must not import the funding scheme."""
