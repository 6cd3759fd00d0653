"""The graph: schema as data, the engines, the only Cypher, typed reads and writes."""
