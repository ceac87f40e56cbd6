"""Our own foot landmarks: where to look, what the network says, who is left and right."""
