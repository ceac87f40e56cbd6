"""The live run's window, keys, sound, and help with where to stand."""
