/* Frames and times without a page: which frame is shown when, and what part of a clip fits. */

/** Index of the time nearest to `t` in an ascending list. */
export function nearestIndex(times, t) {
  let low = 0;
  let high = times.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (times[middle] <= t) low = middle;
    else high = middle;
  }
  return Math.abs(times[high] - t) < Math.abs(times[low] - t) ? high : low;
}

/** Index of the frame that is on screen at `t`: the last one that began. */
export function indexShownAt(times, t) {
  const nearest = nearestIndex(times, t);
  return times[nearest] <= t + 1e-6 ? nearest : Math.max(nearest - 1, 0);
}

/** Seconds a frame stays on screen; the last one as long as the one before it. */
export function frameLength(times, index) {
  if (times.length < 2) return 0;
  const at = Math.min(index, times.length - 2);
  return times[at + 1] - times[at];
}

/** `[start, end]` of `span` seconds around `t`, kept inside the clip. */
export function windowAround(t, span, total) {
  if (span >= total) return [0, total];
  const start = Math.min(Math.max(t - span / 2, 0), total - span);
  return [start, start + span];
}

/** Round tick values inside `[low, high]`, about `count` of them. */
export function ticks(low, high, count) {
  const rough = (high - low) / count;
  if (!(rough > 0)) return [];
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((m) => m * power).find((s) => s >= rough);
  const found = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + 1e-9; i++) found.push(i * step + 0);
  return found;
}

/** Stances `[{side, start, end}]` out of events in any order. */
export function stancesOf(events) {
  const found = [];
  for (const side of ["left", "right"]) {
    const own = events.filter((e) => e.side === side).sort((a, b) => a.time_s - b.time_s);
    for (let i = 0; i + 1 < own.length; i++) {
      if (own[i].kind === "initial_contact" && own[i + 1].kind === "toe_off")
        found.push({ side, start: own[i].time_s, end: own[i + 1].time_s });
    }
  }
  return found;
}

/** Frame of the next event after (`direction` 1) or before (-1) a frame; null at the end. */
export function nextEventFrame(events, frame, direction) {
  const ahead = events.map((e) => e.frame).filter((f) => (f - frame) * direction > 0);
  if (!ahead.length) return null;
  return direction > 0 ? Math.min(...ahead) : Math.max(...ahead);
}

/** Limits that hold 98 of 100 finite values with a little room; null when there is none. */
export function extent(values) {
  const known = values.filter((v) => v !== null && Number.isFinite(v)).sort((a, b) => a - b);
  if (!known.length) return null;
  const at = (share) => known[Math.round(share * (known.length - 1))];
  const room = Math.max((at(0.99) - at(0.01)) * 0.12, 1);
  return [at(0.01) - room, at(0.99) + room];
}
