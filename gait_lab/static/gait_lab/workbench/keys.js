/* The keyboard of the workbench. Keys act on the whole bench unless a field has the focus. */
const STEPS = { ArrowLeft: -1, ArrowRight: 1 };

export function makeKeys(root, commands, { wantsPlace }) {
  const view = root.querySelector("[data-view]");

  document.addEventListener("keydown", (event) => {
    if (document.querySelector("dialog[open]") || isField(event.target)) return;
    if (event.ctrlKey || event.metaKey) return void withControl(event);
    if (event.altKey) return;
    const act = plain(event);
    if (!act) return;
    event.preventDefault();
    act();
  });

  function withControl(event) {
    const key = event.key.toLowerCase();
    if (key !== "z" && key !== "y") return;
    event.preventDefault();
    if (key === "y" || event.shiftKey) commands.redo();
    else commands.undo();
  }

  function plain(event) {
    const { key, shiftKey, target } = event;
    if (key in STEPS) return () => commands.step(STEPS[key] * (shiftKey ? 10 : 1));
    if (key === "Enter" || key === " ") {
      return target === view && wantsPlace() ? commands.place : null;
    }
    if (target === view && (key === "ArrowUp" || key === "ArrowDown")) {
      return () => commands.pan(0, key === "ArrowUp" ? 40 : -40);
    }
    if (/^[1-9]$/.test(key)) return () => commands.measure(Number(key) - 1);
    return {
      Home: commands.first,
      End: commands.last,
      c: commands.contact,
      t: commands.toe_off,
      "[": () => commands.jump(-1),
      "]": () => commands.jump(1),
      "+": commands.zoom_in,
      "=": commands.zoom_in,
      "-": commands.zoom_out,
      0: commands.fit,
      Escape: commands.leave,
      "?": () => document.getElementById("bench-keys").showModal(),
    }[key];
  }
}

function isField(node) {
  if (node.matches?.("textarea, select, [contenteditable]")) return true;
  return node.matches?.("input:not([type=checkbox])") ?? false;
}
