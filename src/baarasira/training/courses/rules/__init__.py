"""Rules of courses: what a group, a trainer and a result ask, and how attendance noted by several hands becomes one mark."""
