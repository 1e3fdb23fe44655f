// A leg and a trunk that move with three sliders; the angles follow (figures/joint_angles.html).
import { partsOf, wakeControls } from "./figure-parts.js";
import { arcPath, kneeFlexion_deg, legPoints, overstride_pct_leg, pointAt } from "./joint-geometry.js";

const HIP = [250, 196];
const HEIGHT = 470;
const TRUNK_LENGTH = 150;

export function jointAngles(figure) {
  const parts = partsOf(figure);
  wakeControls(figure, () => draw(parts, readAngles(parts)));
}

function readAngles(parts) {
  const value = (name) => Number(parts.input(name).value);
  return { thigh_deg: value("thigh"), shank_deg: value("shank"), trunk_deg: value("trunk") };
}

function draw(parts, angles) {
  const points = legPoints({ hip: HIP, height: HEIGHT, ...angles });
  drawSegments(parts, points, angles);
  drawArcs(parts, points, angles);
  sayAngles(parts, angles);
}

function drawSegments(parts, { hip, knee, ankle }, { thigh_deg, trunk_deg }) {
  parts.line("thigh", hip, knee);
  parts.line("shank", knee, ankle);
  parts.line("thigh-line", knee, pointAt(knee, 86, thigh_deg));
  parts.line("knee-plumb", knee, pointAt(knee, 112, 0));
  parts.line("trunk", hip, pointAt(hip, TRUNK_LENGTH, 180 - trunk_deg));
  parts.set("foot", { transform: `translate(${ankle[0]} ${ankle[1]})` });
  for (const [name, [cx, cy]] of Object.entries({ hip, knee, ankle })) parts.set(name, { cx, cy });
}

function drawArcs(parts, { hip, knee }, { thigh_deg, shank_deg, trunk_deg }) {
  parts.set("arc-thigh", { d: arcPath(hip, 64, 0, thigh_deg) });
  parts.set("arc-knee", { d: arcPath(knee, 58, thigh_deg, shank_deg) });
  parts.set("arc-shank", { d: arcPath(knee, 98, 0, shank_deg) });
  parts.set("arc-trunk", { d: arcPath(hip, 110, 180, 180 - trunk_deg) });
}

function sayAngles(parts, angles) {
  const knee = `${kneeFlexion_deg(angles)}°`;
  for (const name of ["thigh", "shank", "trunk"]) {
    const words = `${angles[`${name}_deg`]}°`;
    parts.say(`out-${name}`, words);
    parts.input(name).nextElementSibling.textContent = words;
  }
  parts.say("out-knee", knee);
  parts.word("knee", knee);
  parts.word("overstride", `${Math.round(overstride_pct_leg(angles))} %`);
}
