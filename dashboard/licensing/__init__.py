"""Licence determinations as pages draw them: what is asked, the answer, and what a change means for our lines."""
