"""From a source to results: analyze a video, run live, score a recording. No command line here."""
