"""The Entity List (supplement no. 4 to 15 CFR part 744): its rows as data, and how they compare with other sources."""
