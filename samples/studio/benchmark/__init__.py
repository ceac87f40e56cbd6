"""The benchmark: two halves of clips that are rendered on demand, ``dev`` and ``test``.

The plan is made from a half's seed without rendering anything, and needs numpy alone:
``table`` says what a table of an exercise holds, ``heel_raise`` and ``distractors`` are such
tables, ``looks`` deals out people, places and cameras, ``plan`` puts them together, ``count``
says how many units of each fault a plan has, and ``run`` renders it.
"""

from .plan import HALVES, plan

__all__ = ["HALVES", "plan"]
