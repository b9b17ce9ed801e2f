/** What clients answered. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "~/shared/api/request.ts";
import type { InboxEntry } from "~/staff/api/wire.ts";
import { useCursorList } from "~/staff/ui/use-cursor-list.ts";

const PATH = "api/admin/inbox";

export const useInbox = (unreadOnly: boolean) => useCursorList("inbox", PATH, unreadOnly ? { unread: true } : {});

/** The answers that nobody has read. */
export const useUnread = () => useInbox(true);

/** How many answers nobody has read; 0 while that is not known. */
export const useUnreadCount = (): number => useInbox(false).first?.unread ?? 0;

export function useReading() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ entry, read }: { entry: InboxEntry; read: boolean }) => {
      const path = `${PATH}/{inbox_entry_id}/reading` as const;
      const place = { inbox_entry_id: entry.id };
      await (read ? api.post(path, { place }) : api.delete(path, { place }));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ["inbox"] }),
  });
}
