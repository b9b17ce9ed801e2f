/** Where one is signed in, each with a way to end it. */
import { SessionRows } from "~/shared/account/session-rows.tsx";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import { ErrorState, ListSkeleton } from "~/shared/ui/list-states.tsx";
import { Notice } from "~/shared/ui/notice.tsx";
import { useRevokeSession, useSessions } from "./session.ts";

export function SessionList() {
  const errorText = useErrorText();
  const sessions = useSessions();
  const revoke = useRevokeSession();
  if (sessions.isPending) {
    return <ListSkeleton rows={2} height={72} />;
  }
  if (sessions.data === undefined) {
    return <ErrorState error={sessions.error} onRetry={() => void sessions.refetch()} />;
  }
  return (
    <>
      {revoke.isError && (
        <Notice tone="bad" urgent>
          {errorText(revoke.error)}
        </Notice>
      )}
      <SessionRows
        sessions={sessions.data.items}
        endingId={revoke.isPending ? revoke.variables : undefined}
        onEnd={(id) => revoke.mutate(id)}
      />
    </>
  );
}
