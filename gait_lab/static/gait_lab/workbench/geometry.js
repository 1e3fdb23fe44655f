/* Pure geometry of the workbench: angles, the view onto a frame, steps along the frames.
   No DOM here; tests/js runs it under node. Points are [x, y] in source pixels, y down. */

/* Angles follow gait_lab/analysis/points.py; the server computes them again and decides. */
const degrees = (radians) => (radians * 180) / Math.PI;

function runnerAxes(point, facing) {
  return [facing === "right" ? point[0] : -point[0], -point[1]];
}

function fromVerticalDeg(top, bottom) {
  return degrees(Math.atan2(bottom[0] - top[0], top[1] - bottom[1]));
}

function fromHorizontalDeg(back, front) {
  return degrees(Math.atan2(front[1] - back[1], front[0] - back[0]));
}

export function wrapDeg(angle) {
  return ((((angle + 180) % 360) + 360) % 360) - 180;
}

const ANGLES = {
  knee_flexion_deg: (at) =>
    wrapDeg(fromVerticalDeg(at.hip, at.knee) - fromVerticalDeg(at.knee, at.ankle)),
  shank_angle_deg: (at) => fromVerticalDeg(at.knee, at.ankle),
  foot_strike_angle_deg: (at) =>
    fromHorizontalDeg(at.heel, at.toe) -
    (at.heel_flat && at.toe_flat ? fromHorizontalDeg(at.heel_flat, at.toe_flat) : 0),
  trunk_lean_deg: (at) => -fromVerticalDeg(at.shoulder, at.hip),
};

const NEEDED = {
  knee_flexion_deg: ["hip", "knee", "ankle"],
  shank_angle_deg: ["knee", "ankle"],
  foot_strike_angle_deg: ["heel", "toe"],
  trunk_lean_deg: ["hip", "shoulder"],
};

/* The angle of a measure in degrees, or null while points are missing or on one spot. */
export function measureAngleDeg(measure, points, facing) {
  if (!NEEDED[measure]?.every((key) => points[key])) return null;
  if (("heel_flat" in points) !== ("toe_flat" in points)) return null;
  const at = Object.fromEntries(
    Object.entries(points).map(([key, point]) => [key, runnerAxes(point, facing)]),
  );
  const keys = NEEDED[measure];
  for (let i = 1; i < keys.length; i += 1) {
    if (distance(points[keys[i - 1]], points[keys[i]]) < 1) return null;
  }
  return ANGLES[measure](at);
}

export function distance(a, b) {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

/* A view maps source pixels to the screen: screen = (source - origin) * scale. */
export function fitView(image, box) {
  const scale = Math.min(box.width / image.width, box.height / image.height);
  return {
    scale,
    x: (image.width - box.width / scale) / 2,
    y: (image.height - box.height / scale) / 2,
  };
}

export function toScreen(view, point) {
  return [(point[0] - view.x) * view.scale, (point[1] - view.y) * view.scale];
}

export function toSource(view, point) {
  return [point[0] / view.scale + view.x, point[1] / view.scale + view.y];
}

/* Zoom by a factor with the picture under `anchor` (screen) staying where it is. */
export function zoomAt(view, factor, anchor, limits) {
  const scale = clamp(view.scale * factor, limits.min, limits.max);
  const held = toSource(view, anchor);
  return { scale, x: held[0] - anchor[0] / scale, y: held[1] - anchor[1] / scale };
}

export function panBy(view, dx, dy) {
  return { ...view, x: view.x - dx / view.scale, y: view.y - dy / view.scale };
}

/* Keep at least a quarter of the box filled with picture, so that it cannot be lost. */
export function keepInSight(view, image, box) {
  const span = { width: box.width / view.scale, height: box.height / view.scale };
  const bound = (start, length, seen) =>
    clamp(start, Math.min(0, length - seen) - seen / 4, Math.max(0, length - seen) + seen / 4);
  return {
    ...view,
    x: bound(view.x, image.width, span.width),
    y: bound(view.y, image.height, span.height),
  };
}

/* Which of the named points lies within `reach` screen pixels; the nearest one, or null. */
export function nearestPoint(points, view, screenPoint, reach) {
  let best = null;
  let bestDistance = reach;
  for (const [key, point] of Object.entries(points)) {
    const away = distance(toScreen(view, point), screenPoint);
    if (away <= bestDistance) [best, bestDistance] = [key, away];
  }
  return best;
}

/* Moved by source pixels, kept inside the picture, to a hundredth of a pixel. */
export function movePoint(point, dx, dy, image) {
  return insidePicture([point[0] + dx, point[1] + dy], image);
}

export function insidePicture(point, image) {
  const to = (value, max) => Math.round(clamp(value, 0, max) * 100) / 100;
  return [to(point[0], image.width), to(point[1], image.height)];
}

export function clamp(value, low, high) {
  return Math.min(Math.max(value, low), high);
}

/* Steps along the stills: an index, moved and kept in range. */
export function stepIndex(index, by, count) {
  return clamp(index + by, 0, count - 1);
}

/* The index whose time is nearest: stills need not be evenly spaced. */
export function indexAtTime(times, time) {
  let best = 0;
  for (let i = 1; i < times.length; i += 1) {
    if (Math.abs(times[i] - time) < Math.abs(times[best] - time)) best = i;
  }
  return best;
}

/* The next marked frame after (or, with direction -1, before) this one; null if there is none. */
export function nextMark(frames, frame, direction) {
  const ahead = frames.filter((other) => (other - frame) * direction > 0);
  if (ahead.length === 0) return null;
  return direction > 0 ? Math.min(...ahead) : Math.max(...ahead);
}

/* How much one screen pixel of slip turns the angle of a line this long, in degrees. */
export function degreesPerPixel(a, b) {
  const length = distance(a, b);
  return length > 0 ? degrees(Math.atan2(1, length)) : Infinity;
}
