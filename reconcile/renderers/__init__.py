"""How results are shown: a terminal's page, JSON, CSV and Markdown. Each takes records and gives text."""
