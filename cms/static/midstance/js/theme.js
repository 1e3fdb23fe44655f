/* <button data-theme-toggle hidden>: light or dark, remembered in a cookie so that the server
   writes data-theme into <html> and no page flashes. Without a choice the device decides. */
const A_YEAR_S = 31536000;

export function startTheme() {
  const root = document.documentElement;
  const prefersDark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : prefersDark.matches);

  for (const button of document.querySelectorAll("[data-theme-toggle]")) {
    const show = () => {
      button.setAttribute("aria-pressed", String(isDark()));
      for (const face of button.querySelectorAll("[data-for]")) {
        face.hidden = face.dataset.for !== (isDark() ? "dark" : "light");
      }
    };
    button.hidden = false;
    button.addEventListener("click", () => {
      root.dataset.theme = isDark() ? "light" : "dark";
      const secure = location.protocol === "https:" ? "; Secure" : "";
      document.cookie = `theme=${root.dataset.theme}; Path=/; Max-Age=${A_YEAR_S}; SameSite=Lax${secure}`;
      show();
      document.dispatchEvent(new CustomEvent("themechange"));
    });
    prefersDark.addEventListener("change", show);
    show();
  }
}
