"""The course every installation starts with: original text, our own drawings, cited sources."""

from courses.content.course import COURSE

__all__ = ["COURSE"]
