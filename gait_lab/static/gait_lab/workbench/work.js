/* What a person has marked, as plain data, and the changes they can make to it. No DOM.
   work = { events: [{kind, frame}], points: {measure: {frame, flat_frame, points}}, answers }
   Every function returns a new work and leaves the old one as it was: undo is then free. */

export const EVENT_NAMES = { initial_contact: "Initial contact", toe_off: "Toe-off" };

export function emptyWork() {
  return { events: [], points: {}, answers: { foot_strike_class: null, findings: null } };
}

/* The server sends times and sides with the events; only kind and frame go back. */
export function workFrom(state) {
  return {
    events: state.events.map(({ kind, frame }) => ({ kind, frame })),
    points: state.points,
    answers: { foot_strike_class: null, findings: null, ...state.answers },
  };
}

export function hasEvent(work, kind, frame) {
  return work.events.some((event) => event.kind === kind && event.frame === frame);
}

export function toggleEvent(work, kind, frame) {
  const without = work.events.filter((event) => event.kind !== kind || event.frame !== frame);
  const events = without.length < work.events.length ? without : [...without, { kind, frame }];
  return { ...work, events: inOrder(events) };
}

export function moveEvent(work, kind, from, to) {
  if (from === to || hasEvent(work, kind, to)) return work;
  const events = work.events.map((event) =>
    event.kind === kind && event.frame === from ? { kind, frame: to } : event,
  );
  return { ...work, events: inOrder(events) };
}

export function eventsOfKind(work, kind) {
  return work.events.filter((event) => event.kind === kind);
}

/* The frame a point belongs on: its measure's own, or that of the flat foot. */
export function frameOfPoint(work, measure, point) {
  const drawn = work.points[measure];
  if (!drawn) return null;
  return point.on === "flat_foot" ? (drawn.flat_frame ?? null) : drawn.frame;
}

/* The first point not placed yet; optional ones only when asked for. */
export function nextPoint(work, measure, { optional = false } = {}) {
  const placed = work.points[measure.name]?.points ?? {};
  return measure.points.find((p) => !placed[p.key] && (optional || !p.optional)) ?? null;
}

/* Put a point on a frame. Answers null when the measure is already drawn on another one. */
export function placePoint(work, measure, point, frame, xy) {
  const drawn = work.points[measure.name] ?? { points: {} };
  const home = frameOfPoint(work, measure.name, point);
  const siblings = measure.points.filter((p) => p.on === point.on && drawn.points[p.key]);
  if (siblings.length > 0 && home !== null && home !== frame) return null;
  const frames =
    point.on === "flat_foot"
      ? { frame: drawn.frame ?? frame, flat_frame: frame }
      : { ...(drawn.flat_frame == null ? {} : { flat_frame: drawn.flat_frame }), frame };
  return {
    ...work,
    points: {
      ...work.points,
      [measure.name]: { ...frames, points: { ...drawn.points, [point.key]: xy } },
    },
  };
}

export function clearMeasure(work, name) {
  const points = { ...work.points };
  delete points[name];
  return { ...work, points };
}

/* Points of a measure that lie on a frame. */
export function pointsOnFrame(work, measure, frame) {
  const placed = work.points[measure.name]?.points ?? {};
  return Object.fromEntries(
    measure.points
      .filter((p) => placed[p.key] && frameOfPoint(work, measure.name, p) === frame)
      .map((p) => [p.key, placed[p.key]]),
  );
}

export function answer(work, answers) {
  return { ...work, answers: { ...work.answers, ...answers } };
}

/* null: not answered · []: none seen · [codes]. */
export function toggleFinding(work, code, on) {
  const now = new Set(work.answers.findings ?? []);
  if (on) now.add(code);
  else now.delete(code);
  return answer(work, { findings: now.size ? [...now].sort() : null });
}

/* Everything that is asked, part by part: {part, open: words while it is not done, else ""}. */
export function tasks(work, measures) {
  const task = (part, isDone, words) => ({ part, open: isDone ? "" : words });
  return [
    ...Object.entries(EVENT_NAMES).map(([kind, name]) =>
      task("events", eventsOfKind(work, kind).length > 0, `No ${name.toLowerCase()} marked`),
    ),
    ...measures.map((measure) =>
      task("angles", !nextPoint(work, measure), `${measure.label} not measured`),
    ),
    task("strike", Boolean(work.answers.foot_strike_class), "Foot strike not classified"),
    task("findings", work.answers.findings !== null, "Findings not answered"),
  ];
}

/* What is still open, in words for the dialog before handing in. */
export function stillOpen(work, measures) {
  return tasks(work, measures).map((task) => task.open).filter(Boolean);
}

function inOrder(events) {
  return [...events].sort((a, b) => a.frame - b.frame || a.kind.localeCompare(b.kind));
}
