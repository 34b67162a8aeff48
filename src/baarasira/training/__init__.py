"""Training: courses and their sessions, certificates, and what is special to each centre."""
