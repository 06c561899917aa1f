"""The main job played over HTTP, as a person would do it: through pages, links and forms only."""
