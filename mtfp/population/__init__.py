"""People by age and year, use of services by age, and the ageing of demand that follows from both.

Knows areas, ages, people, profiles and the bundled figures; must not know lines, money, plans or draws.
"""
