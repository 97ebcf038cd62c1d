"""Rules of a repository's own, written as data: ``[[rule]]`` tables become ordinary rules, and no code runs.

``reading`` checks the tables and makes ``DataRule`` values of them, ``examples`` tries each on its own examples,
``catalogue`` makes ``Rule``s of them, in every process that needs them. ``kinds`` is the table of kinds, ``scopes``
that of the places a rule may look at. See docs/data-rules.md.
"""
