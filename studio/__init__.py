"""Films of a rendered runner whose truth is known; run by hand, never by the product.

In order: `shots` (who is filmed, from where) · `mesh` (a human mesh) · `fit` (given the simulated
runner's lengths) · `segments`, `pose` (segments laid along the runner's joints) · `skinning` ·
`dress`, `shoe`, `hair` (what is worn) · `figure` (all of it at one time) · `room`, `materials`,
`stage` (the clinic room, rendered) · `film` (pictures -> a video file).
"""
