/** What other parts of the staff app may use of the settings' list. */
export { useSettingsGroups } from "./settings-groups.ts";
