// Small words for moving a drawing: its parts carry data-part, its sentences data-word.

export function partsOf(figure) {
  const part = (name) => figure.querySelector(`[data-part="${name}"]`);
  return {
    input: (name) => figure.querySelector(`input[name="${name}"]`),
    set(name, attributes) {
      for (const [key, value] of Object.entries(attributes)) part(name).setAttribute(key, value);
    },
    line(name, [x1, y1], [x2, y2]) {
      this.set(name, { x1, y1, x2, y2 });
    },
    say(name, words) {
      part(name).textContent = words;
    },
    word(name, words) {
      figure.querySelector(`[data-word="${name}"]`).textContent = words;
    },
    part,
  };
}

export function wakeControls(figure, draw) {
  const controls = figure.querySelector(".figure-controls");
  controls.hidden = false;
  controls.addEventListener("input", draw);
  draw();
}
