/* <nav class="tabs" data-tabs><a href="#one">One</a>…</nav> <section id="one">…</section>
   Without scripts: links to sections, all shown. With: ARIA tabs, arrow keys, one shown. */
export function startTabs(root = document) {
  for (const list of root.querySelectorAll("[data-tabs]")) makeTabs(list);
}

function makeTabs(list) {
  const tabs = [...list.querySelectorAll("a[href^='#']")];
  const panelOf = (tab) => document.getElementById(tab.hash.slice(1));
  if (tabs.length === 0 || tabs.some((tab) => !panelOf(tab))) return;

  const select = (chosen, { focus = false } = {}) => {
    for (const tab of tabs) {
      const on = tab === chosen;
      tab.setAttribute("aria-selected", String(on));
      tab.tabIndex = on ? 0 : -1;
      panelOf(tab).hidden = !on;
    }
    if (focus) chosen.focus();
    panelOf(chosen).dispatchEvent(new CustomEvent("tabshown", { bubbles: true }));
  };

  list.setAttribute("role", "tablist");
  for (const tab of tabs) {
    const panel = panelOf(tab);
    tab.id ||= `tab-${panel.id}`;
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", panel.id);
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", tab.id);
    tab.addEventListener("click", (event) => {
      event.preventDefault();
      history.replaceState(null, "", tab.hash);
      select(tab);
    });
  }
  list.addEventListener("keydown", (event) => {
    const here = tabs.indexOf(document.activeElement);
    const next = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (next === undefined || here < 0) return;
    event.preventDefault();
    select(tabs[(next + tabs.length) % tabs.length], { focus: true });
  });
  select(tabs.find((tab) => tab.hash === location.hash) ?? tabs[0]);
}
