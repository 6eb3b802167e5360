"""The files that a new plan begins with, beside its own: for the editor, for CI, for git, and a page for partners."""
