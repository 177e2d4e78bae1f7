"""Tables of services: cost, volume, vacancies and places. Must not know how a gap is closed."""
