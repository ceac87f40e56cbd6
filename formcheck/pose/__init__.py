"""Pixels to landmarks: the `Pose` type, MediaPipe's adapter, who is followed, recordings."""
