"""Speed and memory, measured on this machine in one run and told as ratios."""
