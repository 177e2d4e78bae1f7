"""Scenarios in words: changes typed on the command line, such as `pay_nhs +1%`, become levers with places.

Knows the words and the plan's names; must not know what a lever does.
"""
