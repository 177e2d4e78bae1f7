"""People by age and year, use of services by age, and the change of demand as the population ages.

Knows areas, ages, people, profiles and the bundled figures; must not know lines, money, plans or draws.
"""
