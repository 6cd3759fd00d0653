"""What a change of law alone did to licence determinations: before and after, by profile and destination."""
