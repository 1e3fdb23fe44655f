"""Drawn clips whose truth is known: which they are, made once and kept with their landmarks."""
