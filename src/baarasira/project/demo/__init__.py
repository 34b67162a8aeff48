"""The demonstration register: invented people, firms and offers, made to look like the real thing and marked as not being it."""
