/* <div data-toasts>: messages stay until dismissed; showToast(text) adds one from a script. */
export function startToasts() {
  for (const button of document.querySelectorAll("[data-toasts] [data-dismiss]")) button.hidden = false;
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-dismiss]")) event.target.closest(".toast")?.remove();
  });
}

export function showToast(text, { kind = "info" } = {}) {
  const shelf = document.querySelector("[data-toasts]");
  const toast = document.createElement("div");
  toast.className = `toast toast--${kind}`;
  const words = document.createElement("p");
  words.textContent = text;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button--quiet";
  button.dataset.dismiss = "";
  button.textContent = "Dismiss";
  toast.append(document.createElement("span"), words, button);
  shelf.append(toast);
}
