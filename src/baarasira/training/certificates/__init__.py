"""Certificates of training: issued by two people, verified by anyone without a network, and what they add to a profile."""
