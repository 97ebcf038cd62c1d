"""The built-in rules: one package per category, one module per rule."""
