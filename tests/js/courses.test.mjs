// The drawings' geometry, with answers worked out by hand.
import assert from "node:assert/strict";
import { test } from "node:test";

import {
  contactTimeError_ms,
  firstFrameAfter_ms,
  framePeriod_ms,
} from "../../courses/static/courses/js/frame-geometry.js";
import {
  arcPath,
  kneeFlexion_deg,
  legPoints,
  overstride_pct_leg,
  pointAt,
} from "../../courses/static/courses/js/joint-geometry.js";

const near = (found, expected, within = 1e-9) =>
  assert.ok(Math.abs(found - expected) <= within, `${found} is not ${expected}`);

test("an angle of 0 points at the ground, + points forward", () => {
  assert.deepEqual(pointAt([1, 2], 10, 0), [1, 12]);
  near(pointAt([0, 0], 10, 90)[0], 10);
});

test("knee flexion is thigh less shank, and a straight leg is 0", () => {
  assert.equal(kneeFlexion_deg({ thigh_deg: 18, shank_deg: -4 }), 22);
  assert.equal(kneeFlexion_deg({ thigh_deg: 25, shank_deg: 25 }), 0);
});

test("the ankle under the hip is no overstride; a leg at 30° is half a leg ahead", () => {
  near(overstride_pct_leg({ thigh_deg: 0, shank_deg: 0 }), 0);
  near(overstride_pct_leg({ thigh_deg: 30, shank_deg: 30 }), 50);
  assert.ok(overstride_pct_leg({ thigh_deg: -20, shank_deg: -20 }) < 0);
});

test("a leg's points hang together", () => {
  const { knee, ankle } = legPoints({ hip: [0, 0], height: 1000, thigh_deg: 0, shank_deg: 0 });
  near(knee[1], 245);
  near(ankle[1], 491);
});

test("an arc turns the way its angle grows", () => {
  assert.match(arcPath([0, 0], 10, 0, 30), / 0 0 0 /);
  assert.match(arcPath([0, 0], 10, 30, 0), / 0 0 1 /);
});

test("an event is dated to the first frame that shows it", () => {
  near(firstFrameAfter_ms(72, 60), 83.3333333, 1e-6);
  near(firstFrameAfter_ms(100, 60), 100);
  near(framePeriod_ms(240), 4.1666667, 1e-6);
});

test("contact time's error from frames, one step and twenty", () => {
  for (const [rate, step, mean] of [
    [30, 26.7, 6.0],
    [60, 13.3, 3.0],
    [120, 6.7, 1.5],
    [240, 3.3, 0.7],
  ]) {
    near(contactTimeError_ms(rate), step, 0.05);
    near(contactTimeError_ms(rate, 20), mean, 0.05);
  }
});
