"""Measurements of one page, each computed once and shared by every rule."""
