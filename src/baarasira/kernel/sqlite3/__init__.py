"""Django's SQLite with writers served in turn (settings name it as the engine)."""
