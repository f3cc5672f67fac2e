"""How the weights that ship were learned: the same data and command give the same files."""
