/* Canvas knows no CSS variables: the resolved colour of a token, as seen from an element. */
export function inkOf(element, token) {
  const probe = document.createElement("span");
  probe.hidden = true;
  probe.style.color = `var(${token})`;
  element.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}

/** A canvas as sharp as the screen; returns its context scaled to CSS pixels. */
export function sharpen(canvas) {
  const box = canvas.getBoundingClientRect();
  const density = window.devicePixelRatio || 1;
  const width = Math.round(box.width * density);
  const height = Math.round(box.height * density);
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const pen = canvas.getContext("2d");
  pen.setTransform(density, 0, 0, density, 0, 0);
  pen.clearRect(0, 0, box.width, box.height);
  return { pen, width: box.width, height: box.height };
}
