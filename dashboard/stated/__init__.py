"""What a document states, on the screen: identity, dates with roles, relations, facts by kind."""
