"""Rules about links: within the site, out of it, and how they are worded."""
