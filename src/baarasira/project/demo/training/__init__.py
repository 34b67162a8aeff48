"""Training, invented: a few groups at each turning of a course."""
