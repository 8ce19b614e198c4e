"""How results are shown: a module or a family of modules for each output, which takes records and gives text.

What all outputs say alike stands apart from them: wording and citations of figures, tolls and change of series, glance,
footnotes, grouping and matrix of an event.
"""
