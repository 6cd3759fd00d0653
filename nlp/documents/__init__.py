"""What a document is: its kind, whether it is about export controls, its topics."""
