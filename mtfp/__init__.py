"""Medium-term financial plans for health and social care partnerships, projected and compared."""

__version__ = "0.1.0"
