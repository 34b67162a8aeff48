"""The papers of the person's file: the whole file printed, for the right of access. Plain values in, PDF out."""

from .file import FileSection, FileTable, PersonFileData, person_file_pdf

__all__ = ["FileSection", "FileTable", "PersonFileData", "person_file_pdf"]
