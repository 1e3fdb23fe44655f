// The angle conventions of the gait lab, as plain geometry: degrees in, numbers out.
// Angles are from the vertical, + forward; the leg hangs down, so 0 points at the ground.

const THIGH_SHARE = 0.245;
const SHANK_SHARE = 0.246;

const radians = (angle_deg) => (angle_deg * Math.PI) / 180;

export function pointAt([x, y], length, angle_deg) {
  return [x + length * Math.sin(radians(angle_deg)), y + length * Math.cos(radians(angle_deg))];
}

export function kneeFlexion_deg({ thigh_deg, shank_deg }) {
  return thigh_deg - shank_deg;
}

/** How far the ankle is ahead of the hip, as a share of leg length. */
export function overstride_pct_leg({ thigh_deg, shank_deg }) {
  const ahead = THIGH_SHARE * Math.sin(radians(thigh_deg)) + SHANK_SHARE * Math.sin(radians(shank_deg));
  return (100 * ahead) / (THIGH_SHARE + SHANK_SHARE);
}

export function legPoints({ hip, height, thigh_deg, shank_deg }) {
  const knee = pointAt(hip, THIGH_SHARE * height, thigh_deg);
  return { hip, knee, ankle: pointAt(knee, SHANK_SHARE * height, shank_deg) };
}

export function arcPath(centre, radius, from_deg, to_deg) {
  const [x0, y0] = pointAt(centre, radius, from_deg);
  const [x1, y1] = pointAt(centre, radius, to_deg);
  const large = Math.abs(to_deg - from_deg) > 180 ? 1 : 0;
  return `M${x0} ${y0}A${radius} ${radius} 0 ${large} ${to_deg > from_deg ? 0 : 1} ${x1} ${y1}`;
}
