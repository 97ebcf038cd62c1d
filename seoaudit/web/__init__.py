"""Pages as they are published: fetching them, crawling a site politely, and keeping what was fetched in an archive."""
