"""Landmarks to named signals with units and error bands; repetition detectors."""
