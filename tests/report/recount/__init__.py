"""The whole report counted again: from the text of the files with plain dicts, and with nothing of the package's own.

Dates are text in ISO form throughout, which sorts as days do; a window is a dict as the report's JSON has it.
"""
