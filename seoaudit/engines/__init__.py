"""Engines run the audit of many documents; the audit of one is a pure function of bytes and settings."""
