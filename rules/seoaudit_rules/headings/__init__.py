"""Rules about headings and the outline they make."""
