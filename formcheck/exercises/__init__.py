"""One file per exercise, and what they have in common: results, events, `Exercise`, registry."""
