/* <a href="/confirm/" data-opens="some-dialog">: opens <dialog id="some-dialog"> in place of
   the page it links to. <button data-closes> inside closes it; so do Escape and the backdrop. */
export function startDialogs() {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (opener) {
      const dialog = document.getElementById(opener.dataset.opens);
      if (!dialog) return;
      event.preventDefault();
      dialog.showModal();
      return;
    }
    if (event.target.closest("[data-closes]")) event.target.closest("dialog")?.close();
    else if (event.target instanceof HTMLDialogElement) closeOnBackdrop(event);
  });
}

function closeOnBackdrop(event) {
  const box = event.target.getBoundingClientRect();
  const inside =
    event.clientX >= box.left && event.clientX <= box.right &&
    event.clientY >= box.top && event.clientY <= box.bottom;
  if (!inside && event.detail > 0) event.target.close();
}
