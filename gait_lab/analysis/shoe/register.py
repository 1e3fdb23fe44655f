"""Lay the shoe on a look: moved and turned by Gauss-Newton until what is seen is explained.

A look is the shoe's own colours where the shoe is, and the backdrop's elsewhere. Inverse
compositional (Baker and Matthews 2004, doi 10.1023/B:VISI.0000011205.11775.fd).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gait_lab.analysis.landmarks import FloatArray

Cells = NDArray[np.float32]

ROUNDS = 20
STILL_CELLS, STILL_RAD = 0.03, 0.001
"""Steps smaller than this end it: OpenCV looks between cells in 32 steps."""
LARGEST_STEP = np.array([3.0, 3.0, 0.2])
"""Cells, cells and radians: a shoe that is not there would send it far away."""
LOUDEST_GREY = 45.0
"""A cell that differs by more counts as differing by so much."""


@dataclass(frozen=True, eq=False)
class Shoe:
    """The flat shoe, facing right.

    Attributes
    ----------
    colours : (rows, columns, 3) 0..255
    cover : (rows, columns) 0..1 how much of a cell is shoe, not backdrop.
    weight : (rows, columns) 0..1 how far a cell is looked at.
    """

    colours: Cells
    cover: Cells
    weight: Cells

    def blurred(self, blur: float) -> "Shoe":
        cover = blur_of(self.cover, blur)
        full = np.maximum(cover, 1e-3)[..., None]
        colours = blur_of(self.colours * self.cover[..., None], blur) / full
        return Shoe(colours, cover, self.weight)


@dataclass(frozen=True, eq=False)
class Look:
    """A foot's picture and the backdrop behind it, (rows, columns, 3) each.

    ``known`` (rows, columns) is 0 where the camera's picture does not reach.
    """

    seen: Cells
    behind: Cells
    known: Cells

    def blurred(self, blur: float) -> "Look":
        return Look(blur_of(self.seen, blur), blur_of(self.behind, blur), self.known)


def blur_of(cells: Cells, blur: float) -> Cells:
    import cv2

    return np.asarray(cv2.GaussianBlur(cells, (0, 0), blur))


class Layer:
    """A shoe at one blur, ready to be laid on looks of that blur.

    The backdrop under the shoe is taken from where it is laid first.
    """

    def __init__(self, shoe: Shoe) -> None:
        self.shoe = shoe
        rows, columns = shoe.weight.shape
        self.middle = (np.array([columns, rows]) - 1) / 2
        x, y = np.arange(columns) - self.middle[0], np.arange(rows) - self.middle[1]
        self.x, self.y = x[None, :, None].astype(np.float32), y[:, None, None].astype(np.float32)
        self.cover = shoe.cover[..., None]
        self.painted = shoe.colours * self.cover
        self.within = [self.cover * g for g in np.gradient(shoe.colours, axis=(0, 1))]
        self.edges = [g[..., None] for g in np.gradient(shoe.cover, axis=(0, 1))]
        self.weight = shoe.weight[..., None]

    def lay(
        self, look: Look, start: FloatArray, *, turning: bool = True
    ) -> tuple[FloatArray, float]:
        """(3,) column and row of the shoe's middle, turn in radians toe up; mean square left."""
        at = np.array(start, dtype=float)
        free = 3 if turning else 2
        weight = self.weight * self._under(look.known, at)[..., None]
        behind = self._under(look.behind, at)
        slopes, step_of = self._slopes(behind, weight, free)
        expected = self.painted + (1 - self.cover) * behind
        for _ in range(ROUNDS):
            away = self._under(look.seen, at) - expected
            np.clip(away, -LOUDEST_GREY, LOUDEST_GREY, out=away)
            step = np.zeros(3)
            step[:free] = step_of @ (slopes @ away.ravel())
            step = np.clip(step, -LARGEST_STEP, LARGEST_STEP)
            c, s = np.cos(at[2]), np.sin(at[2])
            at -= [c * step[0] + s * step[1], -s * step[0] + c * step[1], step[2]]
            if abs(step[2]) < STILL_RAD and abs(step[:2]).max() < STILL_CELLS:
                break
        left = float(np.sum(weight * away**2)) / max(1.0, 3 * float(weight.sum()))
        return at, left

    def _slopes(self, behind: Cells, weight: Cells, free: int) -> tuple[FloatArray, FloatArray]:
        contrast = self.shoe.colours - behind
        down, across = (
            within + edge * contrast for within, edge in zip(self.within, self.edges, strict=True)
        )
        turn = across * self.y - down * self.x
        slopes = np.stack([across, down, turn])[:free].reshape(free, -1)
        weighed = (slopes.reshape(free, *behind.shape) * weight).reshape(free, -1)
        return weighed, np.linalg.inv(weighed @ slopes.T + 1e-3 * np.eye(free))

    def _under(self, picture: Cells, at: FloatArray) -> Cells:
        import cv2

        c, s = np.cos(at[2]), np.sin(at[2])
        turn = np.array([[c, s], [-s, c]])
        matrix = np.column_stack([turn, at[:2] - turn @ self.middle])
        rows, columns = self.weight.shape[:2]
        under = cv2.warpAffine(
            picture,
            matrix,
            (columns, rows),
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_REPLICATE,
        )
        return np.asarray(under)
