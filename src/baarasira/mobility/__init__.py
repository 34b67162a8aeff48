"""What happens to people between their selection and their return: one room a subject, inside this one."""
