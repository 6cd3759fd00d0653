"""What the pages of the company's own products share."""
