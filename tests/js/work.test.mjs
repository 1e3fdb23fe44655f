import assert from "node:assert/strict";
import { test } from "node:test";

import { makeAutosave } from "../../gait_lab/static/gait_lab/workbench/autosave.js";
import { makeHistory } from "../../gait_lab/static/gait_lab/workbench/history.js";
import * as w from "../../gait_lab/static/gait_lab/workbench/work.js";

const point = (key, on = "frame", optional = false) => ({ key, label: key, on, optional });
const knee = { name: "knee", label: "Knee", points: [point("hip"), point("ankle")] };
const foot = {
  name: "foot",
  label: "Foot",
  points: [point("heel"), point("toe"), point("heel_flat", "flat_foot", true)],
};

test("a mark is set, moved and taken away, and the old work stays as it was", () => {
  const empty = w.emptyWork();
  const one = w.toggleEvent(w.toggleEvent(empty, "toe_off", 9), "initial_contact", 4);
  assert.deepEqual(one.events.map((e) => e.frame), [4, 9]);
  assert.deepEqual(w.moveEvent(one, "toe_off", 9, 11).events.map((e) => e.frame), [4, 11]);
  assert.equal(w.moveEvent(one, "toe_off", 9, 9), one);
  assert.deepEqual(w.toggleEvent(one, "toe_off", 9).events.map((e) => e.frame), [4]);
  assert.deepEqual(empty, w.emptyWork());
});

test("a mark is not moved onto another of its kind", () => {
  const two = w.toggleEvent(w.toggleEvent(w.emptyWork(), "toe_off", 9), "toe_off", 12);
  assert.equal(w.moveEvent(two, "toe_off", 9, 12), two);
});

test("points are asked for in order, and all of a measure lie on one frame", () => {
  let work = w.emptyWork();
  assert.equal(w.nextPoint(work, knee).key, "hip");
  work = w.placePoint(work, knee, knee.points[0], 20, [1, 2]);
  assert.equal(w.nextPoint(work, knee).key, "ankle");
  assert.equal(w.placePoint(work, knee, knee.points[1], 21, [3, 4]), null);
  work = w.placePoint(work, knee, knee.points[1], 20, [3, 4]);
  assert.equal(w.nextPoint(work, knee), null);
  assert.deepEqual(w.pointsOnFrame(work, knee, 20), { hip: [1, 2], ankle: [3, 4] });
  assert.deepEqual(w.pointsOnFrame(work, knee, 21), {});
});

test("a measure drawn with one point only can start again on another frame", () => {
  let work = w.placePoint(w.emptyWork(), knee, knee.points[0], 20, [1, 2]);
  work = w.clearMeasure(work, "knee");
  assert.equal(w.placePoint(work, knee, knee.points[0], 30, [1, 2]).points.knee.frame, 30);
});

test("the flat foot has a frame of its own", () => {
  let work = w.placePoint(w.emptyWork(), foot, foot.points[0], 20, [1, 2]);
  work = w.placePoint(work, foot, foot.points[2], 26, [5, 6]);
  assert.deepEqual(work.points.foot, { frame: 20, flat_frame: 26, points: { heel: [1, 2], heel_flat: [5, 6] } });
  assert.deepEqual(w.pointsOnFrame(work, foot, 26), { heel_flat: [5, 6] });
  work = w.placePoint(work, foot, foot.points[1], 20, [3, 4]);
  assert.equal(work.points.foot.flat_frame, 26);
  assert.equal(w.nextPoint(work, foot), null);
  assert.equal(w.nextPoint(work, { ...foot }, { optional: true }), null);
});

test("no finding is an answer, and different from not answered", () => {
  let work = w.toggleFinding(w.emptyWork(), "b", true);
  work = w.toggleFinding(work, "a", true);
  assert.deepEqual(work.answers.findings, ["a", "b"]);
  work = w.toggleFinding(w.toggleFinding(work, "a", false), "b", false);
  assert.equal(work.answers.findings, null);
  assert.deepEqual(w.answer(work, { findings: [] }).answers.findings, []);
});

test("what is still open is named", () => {
  assert.deepEqual(w.stillOpen(w.emptyWork(), [knee]), [
    "No initial contact marked",
    "No toe-off marked",
    "Knee not measured",
    "Foot strike not classified",
    "Findings not answered",
  ]);
});

test("undo goes back, redo forth, and a new change ends the future", () => {
  const history = makeHistory({ n: 0 });
  history.change({ n: 1 });
  history.change({ n: 2 });
  history.undo();
  assert.equal(history.work.n, 1);
  history.redo();
  assert.equal(history.work.n, 2);
  history.undo();
  history.change({ n: 3 });
  assert.equal(history.canRedo, false);
  history.undo();
  assert.equal(history.work.n, 1);
});

test("a drag is one step of undo", () => {
  const history = makeHistory({ n: 0 });
  for (const n of [1, 2, 3]) history.change({ n }, { merge: "drag hip" });
  history.endMerge();
  history.change({ n: 4 }, { merge: "drag hip" });
  history.undo();
  assert.equal(history.work.n, 3);
  history.undo();
  assert.equal(history.work.n, 0);
});

function fakeMemory() {
  const held = new Map();
  return { getItem: (k) => held.get(k) ?? null, setItem: (k, v) => held.set(k, v), removeItem: (k) => held.delete(k) };
}

test("undo lives over a reload of the same version, not of a newer one", () => {
  const memory = fakeMemory();
  const before = makeHistory({ n: 0 }, { memory, key: "k", version: 1 });
  before.change({ n: 1 });
  before.remember(2);

  const same = makeHistory({ n: 1 }, { memory, key: "k", version: 2 });
  same.undo();
  assert.equal(same.work.n, 0);
  assert.equal(makeHistory({ n: 9 }, { memory, key: "k", version: 3 }).canUndo, false);
});

function bench(answers) {
  const sent = [];
  const told = [];
  const saver = makeAutosave({
    version: 1,
    send: async (content, version) => {
      sent.push([content, version]);
      const next = answers.shift();
      if (next instanceof Error) throw next;
      return next;
    },
    tell: (state) => told.push(state),
    later: () => 0,
    forget: () => {},
  });
  return { saver, sent, told };
}

const reply = (status, body = {}) => ({ status, ok: status < 300, json: async () => body });

test("each save carries the version of the one before", async () => {
  const { saver, sent } = bench([reply(200, { version: 2 }), reply(200, { version: 3 })]);
  saver.save("a");
  assert.equal(await saver.flush(), true);
  saver.save("b");
  assert.equal(await saver.flush(), true);
  assert.deepEqual(sent, [["a", 1], ["b", 2]]);
  assert.equal(saver.isClean, true);
});

test("a lost connection keeps the work and tries again", async () => {
  const { saver, sent, told } = bench([new Error("offline"), reply(503), reply(200, { version: 2 })]);
  saver.save("a");
  assert.equal(await saver.flush(), false);
  assert.equal(saver.isClean, false);
  assert.equal(await saver.flush(), false);
  assert.equal(await saver.flush(), true);
  assert.deepEqual(sent.map(([content]) => content), ["a", "a", "a"]);
  assert.deepEqual(told, ["unsaved", "saving", "waiting", "saving", "waiting", "saving", "saved"]);
});

test("steady work does not put its own saving off", () => {
  const started = [];
  const saver = makeAutosave({
    version: 1,
    send: async () => reply(200, { version: 2 }),
    tell: () => {},
    later: (run, wait) => started.push(wait),
    forget: () => {},
  });
  for (const content of ["a", "b", "c"]) saver.save(content);
  assert.equal(started.length, 1);
});

test("after a conflict nothing more is sent", async () => {
  const { saver, sent, told } = bench([reply(409)]);
  saver.save("a");
  assert.equal(await saver.flush(), false);
  saver.save("b");
  assert.equal(await saver.flush(), false);
  assert.equal(sent.length, 1);
  assert.deepEqual(told, ["unsaved", "saving", "conflict"]);
});

test("work that was refused is not taken for saved, and the next change is tried", async () => {
  const { saver } = bench([reply(400, { message: "no" }), reply(200, { version: 2 })]);
  saver.save("a");
  assert.equal(await saver.flush(), false);
  assert.equal(await saver.flush(), false);
  saver.save("b");
  assert.equal(await saver.flush(), true);
});

test("what changes while a save is under way is saved after it", async () => {
  let release;
  const slow = new Promise((resolve) => { release = () => resolve(reply(200, { version: 2 })); });
  const { saver, sent } = bench([slow, reply(200, { version: 3 })]);
  saver.save("a");
  const first = saver.flush();
  saver.save("b");
  const second = saver.flush();
  release();
  await Promise.all([first, second]);
  assert.deepEqual(sent, [["a", 1], ["b", 2]]);
  assert.equal(saver.isClean, true);
});
