/* Loaded by every page: theme, menus, dialogs, tabs, toasts. Each finds its own markup. */
import { startDialogs } from "./dialog.js";
import { startMenus } from "./menu.js";
import { startTabs } from "./tabs.js";
import { startTheme } from "./theme.js";
import { startToasts } from "./toasts.js";

startTheme();
startMenus();
startDialogs();
startTabs();
startToasts();
