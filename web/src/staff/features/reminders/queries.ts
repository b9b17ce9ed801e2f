/** When clients are reminded. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "~/shared/api/request.ts";
import type { Schemas } from "~/shared/api/types.ts";

export type ReminderSettings = Schemas["ReminderSettings"];

const PATH = "api/admin/settings/reminders";

export const reminderSettingsQuery = queryOptions({
  queryKey: ["reminder-settings"],
  queryFn: ({ signal }) => api.get(PATH, { signal }),
});

export function useSaveReminderSettings() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: ReminderSettings) => api.patch(PATH, { body }),
    onSuccess: (settings) => {
      queries.setQueryData(reminderSettingsQuery.queryKey, settings);
      // What waits says when it is brought to mind next.
      void queries.invalidateQueries({ queryKey: ["waiting"] });
    },
  });
}
