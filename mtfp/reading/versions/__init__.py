"""Versions of a plan: files, folders and git revisions. Must not know how two versions are compared."""
