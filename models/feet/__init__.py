"""Feet: the recipe of formcheck's own foot landmarks, from rendered people to weights."""
