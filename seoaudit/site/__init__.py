"""A site's files before it is published: its generator, the address of each page, where links lead, rows."""
