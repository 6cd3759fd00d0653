"""Amendatory instructions: what a rule or an amending act tells the editors of the code to do."""
