"""Triangle meshes that are cut, smoothed and pushed outwards."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix, csr_matrix, diags
from scipy.sparse.csgraph import connected_components

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

LEAST_SHARE = 0.7
"""How much of a garment's lift the smoothing must leave."""


@dataclass(frozen=True, eq=False)
class Surface:
    """Triangles ``faces`` over ``vertices`` (n, 3) that move by segment ``weights`` (n, s)."""

    vertices: FloatArray
    faces: IntArray
    weights: FloatArray

    def kept(self, faces: NDArray[np.bool_]) -> "Surface":
        """Only these faces, and only the vertices they use."""
        used, compact = np.unique(self.faces[faces], return_inverse=True)
        return Surface(self.vertices[used], compact.reshape(-1, 3), self.weights[used])


def cut(surface: Surface, field: FloatArray) -> tuple[Surface, FloatArray]:
    """The part where a field (n,) is below 0, cut clean through the triangles.

    Returns the part and, for each of its vertices, the two old vertices and the share of the
    second it lies between, as rows (first, second, share): so that other fields can follow.
    """
    inside = field < 0
    counts = inside[surface.faces].sum(axis=1)
    triangles = [surface.faces[counts == 3]]
    crossings = _Crossings(field)
    for face in surface.faces[(counts > 0) & (counts < 3)]:
        triangles.append(crossings.part_of(face, inside))
    origins = crossings.origins(len(field))
    first, second, share = origins[:, 0].astype(int), origins[:, 1].astype(int), origins[:, 2:]
    whole = Surface(
        (1 - share) * surface.vertices[first] + share * surface.vertices[second],
        np.concatenate(triangles),
        (1 - share) * surface.weights[first] + share * surface.weights[second],
    )
    used = np.unique(whole.faces)
    return whole.kept(np.ones(len(whole.faces), dtype=bool)), origins[used]


class _Crossings:
    """New vertices where edges cross the field's zero."""

    def __init__(self, field: FloatArray) -> None:
        self.field = field
        self.made: dict[tuple[int, int], int] = {}

    def part_of(self, face: IntArray, inside: NDArray[np.bool_]) -> IntArray:
        """(1 or 2, 3) triangles of the inner part of one face."""
        corners = [int(v) for v in face]
        while inside[corners[1]] != inside[corners[2]]:
            corners = corners[1:] + corners[:1]
        lone, after, before = corners
        one, two = self._on(lone, after), self._on(lone, before)
        if inside[lone]:
            return np.array([[lone, one, two]])
        return np.array([[one, after, before], [one, before, two]])

    def _on(self, a: int, b: int) -> int:
        key = (min(a, b), max(a, b))
        return self.made.setdefault(key, len(self.field) + len(self.made))

    def origins(self, count: int) -> FloatArray:
        """(count + made, 3): first old vertex, second, share of the second."""
        old = np.arange(count, dtype=float)
        rows = np.stack([old, old, np.zeros(count)], axis=1)
        if not self.made:
            return rows
        ends = np.array(list(self.made))
        low, high = self.field[ends[:, 0]], self.field[ends[:, 1]]
        new = np.column_stack([ends, low / (low - high)])
        return np.concatenate([rows, new])


def follow(values: FloatArray, origins: FloatArray) -> FloatArray:
    """A field of the uncut surface on the vertices of the cut one."""
    first, second, share = origins[:, 0].astype(int), origins[:, 1].astype(int), origins[:, 2]
    followed: FloatArray = (1 - share) * values[first] + share * values[second]
    return followed


def normals(vertices: FloatArray, faces: IntArray) -> FloatArray:
    """(n, 3) outward unit normals."""
    a, b, c = (vertices[faces[:, k]] for k in range(3))
    flat = np.cross(b - a, c - a)
    summed = np.zeros_like(vertices)
    for k in range(3):
        np.add.at(summed, faces[:, k], flat)
    return summed / np.maximum(np.linalg.norm(summed, axis=1, keepdims=True), 1e-12)


def neighbours(surface: Surface) -> csr_matrix:
    """(n, n) matrix that averages each vertex's neighbours; along the rim, only the rim's."""
    edges = np.concatenate([surface.faces[:, ends] for ends in ([0, 1], [1, 2], [2, 0])])
    ordered = np.sort(edges, axis=1)
    unique, counts = np.unique(ordered, axis=0, return_counts=True)
    rim_edges = unique[counts == 1]
    rim = np.zeros(len(surface.vertices), dtype=bool)
    rim[rim_edges] = True
    inner = unique[counts > 1]
    pairs = np.concatenate([inner, inner[:, ::-1]])
    pairs = np.concatenate([pairs[~rim[pairs[:, 0]]], rim_edges, rim_edges[:, ::-1]])
    size = len(surface.vertices)
    links = coo_matrix((np.ones(len(pairs)), pairs.T), shape=(size, size)).tocsr()
    return diags(1 / np.maximum(links.sum(axis=1).A1, 1)) @ links


def smoothed(
    values: FloatArray, links: csr_matrix, *, rounds: int, share: float = 0.5
) -> FloatArray:
    """Values drawn towards their neighbours' mean."""
    for _ in range(rounds):
        values = (1 - share) * values + share * (links @ values)
    return values


def lifted(surface: Surface, height_m: FloatArray, *, rounds: int) -> Surface:
    """The surface pushed outwards and smoothed, nowhere much nearer than asked to where it was."""
    out = normals(surface.vertices, surface.faces)
    links = neighbours(surface)
    pushed = smoothed(surface.vertices + height_m[:, None] * out, links, rounds=rounds)
    for _ in range(3):
        clear = np.einsum("ij,ij->i", pushed - surface.vertices, out)
        pushed = pushed + np.maximum(LEAST_SHARE * height_m - clear, 0)[:, None] * out
        pushed = smoothed(pushed, links, rounds=1, share=0.3)
    return Surface(pushed, surface.faces, smoothed(surface.weights, links, rounds=4))


def largest(surface: Surface, *, least_share: float = 0.2) -> Surface:
    """Without scraps: only connected pieces of some size."""
    edges = np.concatenate([surface.faces[:, :2], surface.faces[:, 1:]])
    size = len(surface.vertices)
    links = coo_matrix((np.ones(len(edges)), edges.T), shape=(size, size))
    _, piece = connected_components(links)
    counts = np.bincount(piece)
    big = counts >= least_share * counts.max()
    return surface.kept(big[piece][surface.faces[:, 0]])
