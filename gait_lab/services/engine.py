"""What the analysis process makes of one clip (filled in below)."""
