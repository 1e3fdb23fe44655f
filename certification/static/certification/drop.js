// <form data-drop-form> … <div data-drop-zone><input type="file"></div> … </form>
// A file dropped on the zone is put into its input and the form is sent.

for (const form of document.querySelectorAll("[data-drop-form]")) {
  const zone = form.querySelector("[data-drop-zone]");
  const input = zone.querySelector('input[type="file"]');

  zone.addEventListener("dragover", (event) => {
    event.preventDefault();
    zone.classList.add("is-over");
  });
  zone.addEventListener("dragleave", () => zone.classList.remove("is-over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("is-over");
    if (event.dataTransfer.files.length === 0) return;
    input.files = event.dataTransfer.files;
    form.requestSubmit();
  });
}
