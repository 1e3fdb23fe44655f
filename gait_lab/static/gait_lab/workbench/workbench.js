/* <div class="bench" data-bench> with the parts of templates/gait_lab/cases/_bench.html, and its
   data in <script id="bench-data" type="application/json">. Binds stills, overlay, timeline and
   the panel to one work; saves as it goes. The experts' side adds expert.js. */
import { number } from "../numbers.js";
import { makeAutosave } from "./autosave.js";
import { makeFrames } from "./frames.js";
import { insidePicture, measureAngleDeg, movePoint, nearestPoint, nextMark, stepIndex, toSource } from "./geometry.js";
import { makeHistory } from "./history.js";
import { makeKeys } from "./keys.js";
import { makeOverlay } from "./overlay.js";
import { makePanel } from "./panel.js";
import { makeTimeline } from "./timeline.js";
import { makeViewer } from "./viewer.js";
import * as works from "./work.js";

const REACH_PX = { mouse: 14, touch: 26 };

export function startBench(root, data) {
  const frames = data.frames;
  const indexOf = new Map(frames.map((f, index) => [f.frame, index]));
  const image = { width: data.clip.width_px, height: data.clip.height_px };
  const measures = new Map(data.measures.map((m) => [m.name, m]));
  const find = (selector) => root.querySelector(selector);
  const say = makeVoice(find("[data-said]"));

  const history = makeHistory(works.workFrom(data.state), {
    memory: window.sessionStorage,
    key: `bench:${data.id}`,
    version: data.version,
  });
  const ui = { index: 0, measure: null, point: null, held: null };
  const frameNow = () => frames[ui.index].frame;
  const bench = { data, root, history, ui, measures, frames, indexOf, frameNow, say, redraw, go, goToFrame, choose, arm, autosave: null };

  const stills = makeFrames(frames, (frame) => data.urls.frame.replace("/0/", `/${frame}/`));
  const viewer = makeViewer(find("[data-view]"), image, {
    wantsPress: () => activePoint() !== null,
    grab(screen, touch) {
      const key = nearestPoint(pointsHere(), viewer.view, screen, touch ? REACH_PX.touch : REACH_PX.mouse);
      if (!key) return false;
      ui.held = key;
      ui.point = key;
      redraw();
      return true;
    },
    drag(source) { setPoint(ui.held, insidePicture(source, image), `drag ${ui.held}`); },
    drop() {
      history.endMerge();
      overlay.focus(ui.held);
      ui.held = null;
      sayAngle();
    },
    press(source) { placeActive(insidePicture(source, image)); },
  });
  const overlay = makeOverlay(find("[data-overlay]"), {
    choose(key) { if (ui.point !== key) { ui.point = key; redraw(); } },
    nudge(key, dx, dy) {
      const now = pointsHere()[key];
      if (!now || !setPoint(key, movePoint(now, dx, dy, image), `nudge ${key}`)) return;
      sayAngle(key);
    },
    remove(key) { removePoint(key); },
  });
  const timeline = makeTimeline(find("[data-rail]"), frames, {
    go,
    move(kind, from, to) { return history.change(works.moveEvent(history.work, kind, from, to), { merge: `move ${kind}` }); },
    remove(kind, frame) { history.change(works.toggleEvent(history.work, kind, frame)); },
  });
  const panel = makePanel(bench);

  function activePoint() {
    const measure = measures.get(ui.measure);
    if (!measure) return null;
    const placed = history.work.points[measure.name]?.points ?? {};
    const chosen = measure.points.find((p) => p.key === ui.point);
    return chosen && !placed[chosen.key] ? chosen : null;
  }

  function pointsHere() {
    const measure = measures.get(ui.measure);
    return measure ? works.pointsOnFrame(history.work, measure, frameNow()) : {};
  }

  function setPoint(key, xy, merge = null) {
    const measure = measures.get(ui.measure);
    const point = measure.points.find((p) => p.key === key);
    return history.change(works.placePoint(history.work, measure, point, frameNow(), xy), { merge });
  }

  function placeActive(xy) {
    const point = activePoint();
    if (!point) return;
    if (!setPoint(point.key, xy)) {
      const home = works.frameOfPoint(history.work, ui.measure, point);
      say(`This angle is drawn on frame ${home}. Go there, or clear it to draw it here.`, { loud: true });
      return;
    }
    const measure = measures.get(ui.measure);
    const next = works.nextPoint(history.work, measure, { optional: point.optional });
    ui.point = next ? next.key : point.key;
    redraw();
    sayAngle(point.key);
  }

  function removePoint(key) {
    const drawn = history.work.points[ui.measure];
    if (!drawn) return;
    const points = { ...drawn.points };
    delete points[key];
    const work = Object.keys(points).length
      ? { ...history.work, points: { ...history.work.points, [ui.measure]: { ...drawn, points } } }
      : works.clearMeasure(history.work, ui.measure);
    history.change(work);
    ui.point = key;
    redraw();
  }

  /* Take up a measure: its next open point becomes the one a press places. */
  function arm(name) {
    ui.measure = ui.measure === name ? null : name;
    const measure = measures.get(ui.measure);
    const next = measure ? works.nextPoint(history.work, measure) : null;
    ui.point = next?.key ?? null;
    const home = history.work.points[ui.measure]?.frame;
    if (measure && home !== undefined) goToFrame(home);
    redraw();
    if (measure) say(next ? `${measure.label}. Place the ${next.label.toLowerCase()}.` : `${measure.label} is drawn. Tab reaches its points.`);
  }

  function choose(key) {
    ui.point = key;
    const measure = measures.get(ui.measure);
    const point = measure.points.find((p) => p.key === key);
    const home = history.work.points[ui.measure]?.points[key] ? works.frameOfPoint(history.work, ui.measure, point) : null;
    if (home !== null) goToFrame(home);
    redraw();
    if (home !== null) overlay.focus(key);
  }

  function go(index, { quiet = false } = {}) {
    const next = stepIndex(index, 0, frames.length);
    const direction = next >= ui.index ? 1 : -1;
    ui.index = next;
    redraw();
    stills.load(next).then(
      (picture) => { if (ui.index === next) viewer.show(picture); },
      () => say("This frame could not be loaded. Check the connection and step again.", { loud: true }),
    );
    stills.prefetch(next, direction);
    if (!quiet) say(`Frame ${frameNow()}, ${frames[next].time_s.toFixed(3)} s`);
  }

  function goToFrame(frame) {
    if (indexOf.has(frame) && frame !== frameNow()) go(indexOf.get(frame), { quiet: true });
  }

  function mark(kind) {
    history.change(works.toggleEvent(history.work, kind, frameNow()));
    const on = works.hasEvent(history.work, kind, frameNow());
    say(`${works.EVENT_NAMES[kind]} ${on ? "marked on" : "removed from"} frame ${frameNow()}`);
  }

  function jump(direction) {
    const next = nextMark(history.work.events.map((e) => e.frame), frameNow(), direction);
    if (next !== null) goToFrame(next);
    say(next === null ? "No further mark" : `Frame ${next}`);
  }

  function sayAngle(key = ui.point) {
    const measure = measures.get(ui.measure);
    if (!measure) return;
    const angle = measureAngleDeg(measure.name, history.work.points[measure.name]?.points ?? {}, data.clip.facing);
    const label = measure.points.find((p) => p.key === key)?.label ?? "";
    say(angle === null ? `${label} placed` : `${label} placed. ${measure.label} ${number(angle, 1)} degrees`);
  }

  function redraw() {
    const measure = measures.get(ui.measure);
    const here = pointsHere();
    const points = Object.fromEntries(
      Object.entries(here).map(([key, xy]) => [
        key,
        { xy, label: measure.points.find((p) => p.key === key).label, chosen: key === ui.point },
      ]),
    );
    const segments = (measure?.lines ?? []).filter(([a, b]) => here[a] && here[b]).map(([a, b]) => [here[a], here[b], "bench__line"]);
    const byKeyboard = find("[data-view]").matches(":focus-visible");
    const crosshair = byKeyboard && activePoint() ? [viewer.box.width / 2, viewer.box.height / 2] : null;
    overlay.draw({ view: viewer.view, points, segments: [...segments, ...(bench.extraSegments?.() ?? [])], crosshair });
    timeline.draw({
      index: ui.index,
      events: history.work.events,
      ghosts: data.machine?.events ?? [],
      ticks: Object.values(history.work.points).map((p) => p.frame),
    });
    panel.draw({ activePoint: activePoint() });
  }

  viewer.watch(redraw);
  history.watch((work, reason) => {
    bench.autosave.save(work);
    if (reason !== "change") say(reason === "undo" ? "Undone" : "Done again");
    redraw();
  });
  find("[data-view]").addEventListener("focus", redraw);
  find("[data-view]").addEventListener("blur", redraw);

  bench.autosave = makeAutosave({
    version: data.version,
    send: (content, version) => fetch(data.urls.save, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": data.csrf },
      body: JSON.stringify({ version, content }),
      credentials: "same-origin",
      keepalive: true,
    }),
    tell(state, body) {
      if (state === "saved") history.remember(body.version);
      panel.saved(state, body);
      bench.onSaved?.(state, body);
    },
  });
  window.addEventListener("beforeunload", (event) => {
    if (!bench.autosave.isClean && !bench.autosave.isStopped) event.preventDefault();
  });

  // A tablet puts the page away without asking: what is not saved yet goes now.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) bench.autosave.flush();
  });

  const commands = {
    step: (by) => go(ui.index + by),
    first: () => go(0),
    last: () => go(frames.length - 1),
    contact: () => mark("initial_contact"),
    toe_off: () => mark("toe_off"),
    jump,
    undo: () => history.undo(),
    redo: () => history.redo(),
    zoom_in: () => viewer.zoom(1.4),
    zoom_out: () => viewer.zoom(1 / 1.4),
    fit: () => viewer.fit(),
    measure: (number) => data.measures[number] && arm(data.measures[number].name),
    place: () => placeActive(insidePicture(toSource(viewer.view, [viewer.box.width / 2, viewer.box.height / 2]), image)),
    pan: (dx, dy) => viewer.pan(dx, dy),
    leave: () => ui.measure && arm(ui.measure),
    contrast: (value) => viewer.contrast(value, 1 + (value - 1) * 0.25),
  };
  Object.assign(bench, { commands, viewer, activePoint });
  makeKeys(root, commands, { wantsPlace: () => activePoint() !== null });
  panel.bind(commands);
  find("[data-play]")?.addEventListener("click", (event) => play(event.currentTarget));

  let playing = null;
  function play(button) {
    if (playing) {
      clearInterval(playing);
      playing = null;
    } else {
      playing = setInterval(() => go(ui.index + 1 < frames.length ? ui.index + 1 : 0, { quiet: true }), 120);
    }
    button.setAttribute("aria-pressed", String(playing !== null));
  }

  const first = history.work.events[0]?.frame ?? frames[0].frame;
  go(indexOf.get(first) ?? 0, { quiet: true });
  root.dataset.ready = "";
  return bench;
}

/* One polite live region; loud words are shown as well. */
function makeVoice(node) {
  let timer = null;
  return (words, { loud = false } = {}) => {
    node.classList.toggle("visually-hidden", !loud);
    clearTimeout(timer);
    timer = setTimeout(() => { node.textContent = words; }, loud ? 0 : 120);
  };
}

const root = document.querySelector("[data-bench]");
if (root) {
  const data = JSON.parse(document.getElementById("bench-data").textContent);
  const bench = startBench(root, data);
  if (data.machine) import("./expert.js").then((module) => module.startExpert(bench));
  else import("./handin.js").then((module) => module.startHandin(bench));
}
