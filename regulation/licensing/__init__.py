"""Whether a transaction needs a licence on a day: named steps with citation and quote, and what was not checked."""
