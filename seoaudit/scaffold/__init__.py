"""The files that a new rule begins with: ``seoaudit rules new``."""
