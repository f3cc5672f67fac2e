"""How good we are: a fixed question set, scores without a judge, committed baselines."""
