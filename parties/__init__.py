"""Listed parties: names, citations and candidates for a person to decide on."""
