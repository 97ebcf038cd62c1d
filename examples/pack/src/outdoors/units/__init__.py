"""Rules about units of measurement."""
