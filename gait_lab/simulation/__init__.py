"""A parametric runner, a camera, a drawn video, and the exact truth. Pure Python.

Axes of the world: X forward in the running direction, Y to the runner's left, Z up, metres;
the belt's surface is Z = 0 and moves towards -X. Angles in degrees unless a name says ``_rad``.
The truth comes from these joints by this package's own formulas, never from ``analysis``.
"""
