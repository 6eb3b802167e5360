"""`python -m actionplan`, for laptops where scripts are not on the path."""

from actionplan.cli.main import main

main()
