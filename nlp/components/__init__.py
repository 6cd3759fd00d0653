"""The pipeline's components; each finds one kind of fact and writes it to `doc.spans`."""
