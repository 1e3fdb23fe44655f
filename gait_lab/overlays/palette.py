"""Colours and line weights of everything drawn on a picture. RGB, as in the style sheet."""

LEFT = (0, 114, 178)
RIGHT = (213, 94, 0)
LEFT_LIGHT = (86, 180, 233)
RIGHT_LIGHT = (255, 147, 80)
WHITE = (255, 255, 255)
INK = (27, 31, 29)
INK_SOFT = (70, 76, 72)
PAPER = (250, 248, 243)
SHEET = (255, 255, 255)
RULE = (220, 216, 204)
STAGE = (20, 23, 22)
STAGE_SOFT = (188, 190, 183)
BODY = (236, 234, 227)

SIDE_COLOUR = {"left": LEFT, "right": RIGHT}
SIDE_LIGHT = {"left": LEFT_LIGHT, "right": RIGHT_LIGHT}
SIDE_LETTER = {"left": "L", "right": "R"}
