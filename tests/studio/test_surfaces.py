"""Cutting, smoothing, blending and turning, on shapes whose answers are known."""

import numpy as np
import pytest

from studio.segments import SEGMENTS, segment_shares, segment_weights
from studio.surfaces import Surface, cut, follow, largest, lifted, normals
from studio.turns import between, frame_of, matrices_of, quaternion_of, shortest_turn


def sheet(n=5):
    """A flat square of 2 n n triangles from 0 to 1."""
    x, y = np.meshgrid(np.linspace(0, 1, n + 1), np.linspace(0, 1, n + 1), indexing="ij")
    vertices = np.stack([x.ravel(), y.ravel(), np.zeros(x.size)], axis=1)
    faces = []
    for i in range(n):
        for j in range(n):
            a, b = i * (n + 1) + j, (i + 1) * (n + 1) + j
            faces += [(a, b, b + 1), (a, b + 1, a + 1)]
    return Surface(vertices, np.array(faces), np.tile([[0.25, 0.75]], (len(vertices), 1)))


def area(surface):
    a, b, c = (surface.vertices[surface.faces[:, k]] for k in range(3))
    return np.linalg.norm(np.cross(b - a, c - a), axis=1).sum() / 2


def test_cut_leaves_exactly_the_part_below_the_field():
    surface = sheet()
    slope = surface.vertices[:, 0] + 0.5 * surface.vertices[:, 1] - 0.73

    part, origins = cut(surface, slope)

    assert area(part) == pytest.approx(0.73 - 0.25, abs=1e-9)
    assert follow(slope, origins).max() == pytest.approx(0, abs=1e-12)
    assert follow(surface.vertices[:, 1], origins) == pytest.approx(part.vertices[:, 1])
    assert part.weights == pytest.approx(np.tile([[0.25, 0.75]], (len(part.vertices), 1)))
    assert normals(part.vertices, part.faces)[:, 2].min() > 0.99


def test_lifted_surface_keeps_its_height_and_outline():
    raised = lifted(sheet(), np.full(36, 0.01), rounds=8)

    assert raised.vertices[:, 2].min() >= 0.0069
    assert np.ptp(raised.vertices[:, 0]) == pytest.approx(1, abs=0.2)


def test_scraps_are_left_out():
    big, small = sheet(5), sheet(1)
    both = Surface(
        np.concatenate([big.vertices, small.vertices + 3]),
        np.concatenate([big.faces, small.faces + len(big.vertices)]),
        np.concatenate([big.weights, small.weights]),
    )
    assert len(largest(both).faces) == len(big.faces)


def test_turns_agree_with_their_quaternions():
    turn = frame_of(np.array([1.0, 2, -1]), np.array([0.0, 1, 3]))
    assert matrices_of(quaternion_of(turn)) == pytest.approx(turn)
    assert between(np.eye(3), turn, 1.0) == pytest.approx(turn)
    half = between(np.eye(3), turn, 0.5)
    assert half @ half == pytest.approx(turn)


def test_shortest_turn_takes_one_direction_to_the_other():
    a, b = np.array([1.0, 0, 0]), np.array([0.6, 0.0, 0.8])
    assert shortest_turn(a, b) @ a == pytest.approx(b)


@pytest.mark.parametrize(
    "bone", ["root", "spine03", "neck02", "upperarm01.R", "finger3-2.L", "upperleg02.L", "eye.R"]
)
def test_every_bone_is_shared_out_whole(bone):
    shares = segment_shares(bone)
    assert sum(shares.values()) == pytest.approx(1)
    assert set(shares) <= set(SEGMENTS)


def test_weights_of_vertices_sum_to_one():
    weights = segment_weights(["root", "foot.L"], np.array([[0.3, 0.7]]), np.array([[0, 1]]))
    assert weights.sum() == pytest.approx(1)
    assert weights[0, SEGMENTS.index("left_foot")] == pytest.approx(0.7)
