"""The studio: rendered people doing foot exercises, with every angle known.

It makes the clips that formcheck is measured with, and is not part of the installed package.
Start with ``python -m samples.studio --help``; ``TRUTH.md`` says what the truth files hold.

Axes everywhere: x to the person's left, y up, z forward (metres); the floor is y = 0.
"""
