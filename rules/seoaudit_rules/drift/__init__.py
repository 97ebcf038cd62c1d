"""Rules about whether and how search engines may show a page."""
