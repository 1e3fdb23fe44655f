import assert from "node:assert/strict";
import test from "node:test";

import { number, signed } from "../../gait_lab/static/gait_lab/numbers.js";
import { runnerBox, zoomTransform } from "../../gait_lab/static/gait_lab/result/framing.js";
import {
  extent, frameLength, indexShownAt, nearestIndex, nextEventFrame, stancesOf, ticks, windowAround,
} from "../../gait_lab/static/gait_lab/result/time.js";
import { metadata } from "../../gait_lab/static/gait_lab/upload/tus.js";

const UNEVEN = [0, 0.033, 0.067, 0.2, 0.233];

test("the nearest frame follows true times, not an even grid", () => {
  assert.equal(nearestIndex(UNEVEN, 0.12), 2);
  assert.equal(nearestIndex(UNEVEN, 0.14), 3);
  assert.equal(nearestIndex(UNEVEN, -1), 0);
  assert.equal(nearestIndex(UNEVEN, 9), 4);
});

test("a frame stays on screen until the next one begins", () => {
  assert.equal(indexShownAt(UNEVEN, 0.19), 2);
  assert.equal(indexShownAt(UNEVEN, 0.2), 3);
  assert.ok(Math.abs(frameLength(UNEVEN, 2) - 0.133) < 1e-9);
  assert.equal(frameLength([0], 0), 0);
});

test("the window stays inside the clip", () => {
  assert.deepEqual(windowAround(0, 2, 10), [0, 2]);
  assert.deepEqual(windowAround(5, 2, 10), [4, 6]);
  assert.deepEqual(windowAround(10, 2, 10), [8, 10]);
  assert.deepEqual(windowAround(1, 99, 3), [0, 3]);
});

test("events pair into stances and can be walked through both ways", () => {
  const events = [
    { kind: "toe_off", side: "left", time_s: 0.3, frame: 9 },
    { kind: "initial_contact", side: "left", time_s: 0.1, frame: 3 },
    { kind: "initial_contact", side: "right", time_s: 0.45, frame: 14 },
  ];
  assert.deepEqual(stancesOf(events), [{ side: "left", start: 0.1, end: 0.3 }]);
  assert.equal(nextEventFrame(events, 3, 1), 9);
  assert.equal(nextEventFrame(events, 9, -1), 3);
  assert.equal(nextEventFrame(events, 14, 1), null);
});

test("limits leave out what was not seen", () => {
  assert.equal(extent([null, null]), null);
  const [low, high] = extent([null, 10, 20]);
  assert.ok(low < 10 && high > 20);
  assert.deepEqual(ticks(0, 10, 5), [0, 2, 4, 6, 8, 10]);
  assert.deepEqual(ticks(1, 1, 5), []);
});

const body = (x, top = 100, bottom = 300) => [[x - 30, top], [x + 30, bottom], [x, 200]];

test("a runner on the spot is framed steadily, one who crosses is followed", () => {
  const still = runnerBox([body(500), body(510), [[null, null], [null, null], [null, null]], body(505)], { stillShare: 0.1, width: 1280 });
  assert.equal(new Set(still.centres).size, 1);
  const crossing = runnerBox(Array.from({ length: 60 }, (_, i) => body(100 + 18 * i)), { stillShare: 0.1, width: 1280 });
  assert.ok(crossing.centres.at(-1) > crossing.centres[0] + 500);
  assert.equal(runnerBox([[[null, null]]], { stillShare: 0.1, width: 1280 }), null);
});

test("zoom fills the view with the runner and never shows past the picture's edge", () => {
  const runner = runnerBox([body(100), body(100)], { stillShare: 0.1, width: 1280 });
  const { scale, x, y } = zoomTransform({ view: [640, 360], picture: [1280, 720], runner, frame: 1 });
  assert.ok(scale > 1.5);
  assert.ok(x <= 0 && x + scale * 640 >= 640);
  assert.ok(y <= 0 && y + scale * 360 >= 360);
});

test("what is said about a clip survives the header, umlauts too", () => {
  const header = metadata({ title: "Jörg, 10 km/h", subject: "myself", near_side: "" });
  const [title, subject, ...rest] = header.split(",");
  assert.equal(Buffer.from(title.split(" ")[1], "base64").toString(), "Jörg, 10 km/h");
  assert.equal(subject.split(" ")[0], "subject");
  assert.equal(rest.length, 0);
});

test("numbers carry a true minus, and zero carries none", () => {
  assert.equal(number(-3.14, 1), "−3.1");
  assert.equal(number(-0.04, 1), "0.0");
  assert.equal(number(21.5), "22");
  assert.equal(signed(0.26, 1), "+0.3");
  assert.equal(signed(-0.26, 1), "−0.3");
  assert.equal(signed(0.01, 1), "0.0");
});
