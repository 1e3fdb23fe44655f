/* Where the runner is in a clip and how to fill a view with her; no page in here. */
const ROOM = 1.22; // the box is drawn around joints: head, soles and hair need room
const MAX_SCALE = 4;
const SMOOTH_FRAMES = 15;

/** `{centres, tops, bottoms, width}` in pixels of the clip, one value a frame (`width`: one for
    all); null when nobody is seen. A runner on the spot gets the same frame throughout. */
export function runnerBox(frames, { stillShare, width }) {
  const boxes = frames.map(boxOf);
  const seen = boxes.filter(Boolean);
  if (!seen.length) return null;
  const middle = (box) => (box.left + box.right) / 2;
  const path = (pick, share) => steady(boxes.map((box) => (box ? pick(box) : null)), { share, within: stillShare * width });
  return {
    centres: path(middle, 0.5),
    tops: path((box) => box.top, 0.05),
    bottoms: path((box) => box.bottom, 0.95),
    width: quantile(seen.map((box) => box.right - box.left), 0.95) * ROOM,
  };
}

/** CSS transform (origin 0 0) for a picture shown with object-fit: contain in a view. */
export function zoomTransform({ view, picture, runner, frame }) {
  const fit = Math.min(view[0] / picture[0], view[1] / picture[1]);
  const at = Math.min(frame, runner.centres.length - 1);
  const height = (runner.bottoms[at] - runner.tops[at]) * ROOM;
  const wide = Math.min(runner.width, height);
  const scale = Math.min(Math.max(Math.min(view[0] / (wide * fit), view[1] / (height * fit)), 1), MAX_SCALE);
  const centre = [runner.centres[at], (runner.tops[at] + runner.bottoms[at]) / 2];
  const [x, y] = [0, 1].map((axis) => {
    const edge = (view[axis] - picture[axis] * fit) / 2;
    const shown = scale * picture[axis] * fit;
    if (shown <= view[axis]) return (view[axis] - scale * view[axis]) / 2;
    const wanted = view[axis] / 2 - scale * (edge + centre[axis] * fit);
    return Math.min(Math.max(wanted, view[axis] - scale * edge - shown), -scale * edge);
  });
  return { scale, x, y };
}

function boxOf(points) {
  const known = points.filter((point) => point && point[0] !== null);
  if (known.length < points.length / 2) return null;
  const xs = known.map((point) => point[0]);
  const ys = known.map((point) => point[1]);
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}

/* One value for all frames where it hardly changes, else a slow path. */
function steady(values, { share, within }) {
  const known = values.filter((value) => value !== null);
  if (quantile(known, 0.95) - quantile(known, 0.05) < within) return values.map(() => quantile(known, share));
  return smoothed(filled(values));
}

/* Where nobody is seen, the nearest place before or after where somebody was. */
function filled(values) {
  const known = values.flatMap((value, at) => (value === null ? [] : [at]));
  return values.map((value, at) => value ?? values[known.reduce((best, one) => (Math.abs(one - at) < Math.abs(best - at) ? one : best))]);
}

function smoothed(values) {
  return values.map((_, at) => {
    const near = values.slice(Math.max(at - SMOOTH_FRAMES, 0), at + SMOOTH_FRAMES + 1);
    return near.reduce((sum, value) => sum + value, 0) / near.length;
  });
}

function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.round(share * (sorted.length - 1))];
}
