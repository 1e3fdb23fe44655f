"""A body laid along the runner's joints has its joints there, and its feet on the belt."""

import numpy as np
import pytest

from studio.fit import fit
from studio.runner import instant_of
from studio.shoe import make_shoe, place_shoe
from studio.skinning import skin


@pytest.mark.parametrize("time_s", [0.1, 0.63, 1.2, 1.87])
def test_every_joint_of_the_body_is_the_runners(plan, pegs, time_s):
    names, mesh = pegs
    fitted = fit(mesh, plan.motion.body)
    instant = instant_of(plan.motion, time_s)

    posed = skin(fitted.vertices, mesh.weights, fitted.rest, instant.pose())

    wanted = np.array([instant.points[name] for name in names])
    away_mm = 1000 * np.linalg.norm(posed[: len(names)] - wanted, axis=1)
    # A rig's hip bone begins further out than the joint's centre, and flesh keeps its place.
    inner = [not name.endswith("hip") for name in names]
    assert away_mm[inner].max() < 0.01


def test_fitted_body_has_the_simulated_lengths(plan, pegs):
    joints, body = fit(pegs[1], plan.motion.body).joints, plan.motion.body

    def length(start, end):
        return np.linalg.norm(joints[f"left_{end}"] - joints[f"left_{start}"])

    assert length("hip", "knee") == pytest.approx(body.thigh)
    assert length("knee", "ankle") == pytest.approx(body.shank)
    assert length("shoulder", "elbow") == pytest.approx(body.upper_arm)
    assert length("elbow", "wrist") == pytest.approx(body.forearm)
    assert joints["neck"][2] == pytest.approx(body.trunk)


def test_segments_are_rotations_and_never_mirrored(plan):
    for placed in instant_of(plan.motion, 0.4).pose().values():
        assert placed.axes.T @ placed.axes == pytest.approx(np.eye(3), abs=1e-9)
        assert np.linalg.det(placed.axes) == pytest.approx(1)


def whole_stances(plan):
    return [c for c in plan.motion.contacts if c.contact_s > 0.1 and c.toe_off_s < 1.9]


def test_shoe_strikes_at_the_true_angle_on_its_heel(plan):
    for contact in whole_stances(plan):
        instant = instant_of(plan.motion, contact.contact_s)
        sole = instant.soles[contact.side]
        vertices = place_shoe(
            make_shoe(plan.motion.body, contact.side), *instant.shoe(contact.side)
        )

        assert np.degrees(np.arcsin(sole[2, 0])) == pytest.approx(14, abs=3)
        assert abs(vertices[:, 2].min()) < 0.004
        assert vertices[vertices[:, 2].argmin(), 0] < instant.points[f"{contact.side}_ankle"][0]


def test_shoe_lies_flat_in_mid_stance_and_bends_at_the_ball_before_toe_off(plan):
    contact = whole_stances(plan)[0]
    span = contact.toe_off_s - contact.contact_s
    flat = instant_of(plan.motion, contact.contact_s + 0.4 * span)
    late = instant_of(plan.motion, contact.contact_s + 0.85 * span)

    assert abs(np.degrees(np.arcsin(flat.soles[contact.side][2, 0]))) < 1
    rear, front = late.soles[contact.side], late.toes[contact.side]
    assert rear[2, 0] < front[2, 0] - 0.2


def test_knees_bend_the_same_way_whatever_the_side(plan):
    pose = instant_of(plan.motion, 0.9).pose()
    for side in ("left", "right"):
        assert pose[f"{side}_thigh"].axes[1, 1] > 0.9
        assert pose[f"{side}_shank"].axes[1, 1] > 0.9
