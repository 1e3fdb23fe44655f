"""Accuracy and speed, as commands that print a table and write JSON."""
