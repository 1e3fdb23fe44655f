/* <div data-drop> around one file input: takes dropped files and the phone camera's, names the
   chosen clip, and refuses at once what the server would refuse. */
export function startDrop(zone, input, { maxBytes, onTrouble }) {
  const words = zone.querySelector("[data-drop-words]");
  const camera = zone.querySelector("[data-camera]");

  const show = () => {
    const file = input.files[0];
    zone.classList.toggle("has-file", Boolean(file));
    words.textContent = file ? file.name : "Choose a clip";
    if (!file) return;
    words.textContent = `${file.name}, ${size(file.size)}`;
    if (file.size === 0) onTrouble("The file is empty. Copy it from the camera or phone again.");
    else if (file.size > maxBytes) onTrouble(`The file has ${size(file.size)}; at most ${size(maxBytes)} are accepted. Cut out 10 to 60 s of running.`);
    else onTrouble("");
  };
  const take = (files) => {
    if (!files.length) return;
    const one = new DataTransfer();
    one.items.add(files[0]);
    input.files = one.files;
    show();
  };

  zone.addEventListener("dragover", (event) => {
    event.preventDefault();
    zone.classList.add("is-over");
  });
  for (const kind of ["dragleave", "drop"]) zone.addEventListener(kind, () => zone.classList.remove("is-over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    take(event.dataTransfer.files);
  });
  camera?.addEventListener("change", () => take(camera.files));
  input.addEventListener("change", show);
  zone.classList.add("is-scripted");
  show();
}

export function size(bytes) {
  return bytes >= 1024 ** 3 ? `${(bytes / 1024 ** 3).toFixed(1)} GB` : `${Math.max(bytes / 1024 ** 2, 0.1).toFixed(1)} MB`;
}
