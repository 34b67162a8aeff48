"""The load of the pages: person search and shortlists, signed in, beside an empty view; any size, SQLite and PostgreSQL."""
