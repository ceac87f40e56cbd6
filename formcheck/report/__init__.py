"""What comes out: report.json with its schema, reps.csv, report.html."""
