"""A run as one page that stands alone: figures, curves, and every failure with its articles."""
