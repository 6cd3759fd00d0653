"""What the company sells to whom: tables in, checked rows out."""
