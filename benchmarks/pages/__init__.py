"""The load of the pages: person search and shortlists with a million people, signed in, beside an empty view."""
