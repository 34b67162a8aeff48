"""Template tag libraries of the shell."""
