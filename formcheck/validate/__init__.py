"""How often formcheck is right: the pipeline over clips whose truth is known, and what came of it.

Nothing here uses `formcheck.motion` to work out what is true: truth has definitions of its own,
written in docs/truth-format.md.
"""
