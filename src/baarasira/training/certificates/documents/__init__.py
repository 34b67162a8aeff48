"""What is made of a certificate: its paper, and its file for European readers."""
