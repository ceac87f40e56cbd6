"""Pixels in and out: files, cameras and streams as one frame source; H.264 out."""
