import assert from "node:assert/strict";
import { test } from "node:test";

import * as g from "../../gait_lab/static/gait_lab/workbench/geometry.js";

const near = (a, b, tolerance = 1e-9) => assert.ok(Math.abs(a - b) <= tolerance, `${a} is not ${b}`);
const image = { width: 1920, height: 1080 };
const box = { width: 960, height: 700 };

test("angles of a leg that is known, facing both ways", () => {
  // Thigh 20° and shank 5° forward of vertical, forward to the right.
  const at = (deg) => [Math.sin((deg * Math.PI) / 180), Math.cos((deg * Math.PI) / 180)];
  const hip = [500, 300];
  const knee = [hip[0] + 100 * at(20)[0], hip[1] + 100 * at(20)[1]];
  const ankle = [knee[0] + 90 * at(5)[0], knee[1] + 90 * at(5)[1]];
  near(g.measureAngleDeg("knee_flexion_deg", { hip, knee, ankle }, "right"), 15);
  near(g.measureAngleDeg("shank_angle_deg", { knee, ankle }, "right"), 5);

  const mirrored = ([x, y]) => [1000 - x, y];
  const left = { hip: mirrored(hip), knee: mirrored(knee), ankle: mirrored(ankle) };
  near(g.measureAngleDeg("knee_flexion_deg", left, "left"), 15);
  near(g.measureAngleDeg("shank_angle_deg", left, "left"), 5);
});

test("foot angle is against the flat foot where that is drawn", () => {
  const drawn = { heel: [100, 200], toe: [140, 190] };
  const pitch = (Math.atan2(10, 40) * 180) / Math.PI;
  near(g.measureAngleDeg("foot_strike_angle_deg", drawn, "right"), pitch);
  near(g.measureAngleDeg("foot_strike_angle_deg", { ...drawn, heel_flat: [100, 200], toe_flat: [140, 190] }, "right"), 0);
  assert.equal(g.measureAngleDeg("foot_strike_angle_deg", { ...drawn, heel_flat: [1, 1] }, "right"), null);
});

test("no angle while a point is missing or two lie on one spot", () => {
  assert.equal(g.measureAngleDeg("shank_angle_deg", { knee: [1, 1] }, "right"), null);
  assert.equal(g.measureAngleDeg("shank_angle_deg", { knee: [1, 1], ankle: [1.2, 1] }, "right"), null);
  assert.equal(g.measureAngleDeg("no_such_angle", {}, "right"), null);
});

test("a view maps to the screen and back", () => {
  const view = { scale: 1.7, x: 30, y: -12 };
  const there = g.toScreen(view, [123.4, 567.8]);
  const back = g.toSource(view, there);
  near(back[0], 123.4, 1e-6);
  near(back[1], 567.8, 1e-6);
});

test("the whole picture fits and is centred", () => {
  const view = g.fitView(image, box);
  assert.equal(view.scale, 0.5);
  assert.deepEqual(g.toScreen(view, [0, 0]), [0, 80]);
  assert.deepEqual(g.toScreen(view, [1920, 1080]), [960, 620]);
});

test("zooming holds what is under the pointer", () => {
  const view = g.fitView(image, box);
  const anchor = [200, 300];
  const held = g.toSource(view, anchor);
  for (const factor of [0.5, 1.3, 8]) {
    const zoomed = g.zoomAt(view, factor, anchor, { min: 0.1, max: 20 });
    const now = g.toSource(zoomed, anchor);
    near(now[0], held[0], 1e-9);
    near(now[1], held[1], 1e-9);
  }
  assert.equal(g.zoomAt(view, 100, anchor, { min: 0.1, max: 4 }).scale, 4);
});

test("panning follows the pointer and the picture cannot be lost", () => {
  const view = g.fitView(image, box);
  const panned = g.panBy(view, 40, -10);
  assert.deepEqual(g.toScreen(panned, [0, 0]), [40, 70]);
  const lost = g.keepInSight(g.panBy(view, 5000, 5000), image, box);
  const corner = g.toScreen(lost, [0, 0]);
  assert.ok(corner[0] < box.width && corner[1] < box.height, "a corner stays in the box");
});

test("the nearest point within reach is taken, none beyond it", () => {
  const view = { scale: 2, x: 0, y: 0 };
  const points = { hip: [100, 100], knee: [104, 100] };
  assert.equal(g.nearestPoint(points, view, [203, 200], 14), "hip");
  assert.equal(g.nearestPoint(points, view, [206, 200], 14), "knee");
  assert.equal(g.nearestPoint(points, view, [240, 200], 14), null);
});

test("a point moves by quarters of a pixel and stays in the picture", () => {
  assert.deepEqual(g.movePoint([10, 10], 0.25, -0.25, image), [10.25, 9.75]);
  assert.deepEqual(g.movePoint([1919.9, 3], 5, -5, image), [1920, 0]);
});

test("steps and marks along uneven stills", () => {
  assert.equal(g.stepIndex(0, -1, 9), 0);
  assert.equal(g.stepIndex(3, 10, 9), 8);
  assert.equal(g.indexAtTime([0, 0.02, 0.07, 0.08], 0.05), 2);
  assert.equal(g.nextMark([20, 35, 62], 35, 1), 62);
  assert.equal(g.nextMark([20, 35, 62], 35, -1), 20);
  assert.equal(g.nextMark([20], 20, 1), null);
});

test("a short line turns more for one pixel than a long one", () => {
  near(g.degreesPerPixel([0, 0], [0, 57.29]), 1, 0.001);
  assert.ok(g.degreesPerPixel([0, 0], [0, 200]) < g.degreesPerPixel([0, 0], [0, 50]));
});
