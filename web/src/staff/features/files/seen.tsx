/** What the client sees of a file, in a sentence. */
import { Notice } from "~/shared/ui/notice.tsx";
import type { StaffFile } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import classes from "./file-page.module.css";

type SeenProps = { file: StaffFile; clientName: string };

export function Seen({ file, clientName: client }: SeenProps) {
  const t = useT();
  const { status, version, versions } = file;
  const isSeen = status === "published" && version !== null;
  const newest = versions[0];
  const isBehind = isSeen && newest !== undefined && newest.version > version;
  return (
    <div className={classes.seen}>
      <Notice tone={isSeen ? "good" : "info"} title={t(keyOf(file), { client, version: version ?? 0 })}>
        {isBehind &&
          t(newest.state === "refused" ? "file.newer.refused" : "file.newer.checking", { version: newest.version })}
      </Notice>
    </div>
  );
}

function keyOf({ status, version, versions }: StaffFile) {
  if (status === "withdrawn") {
    return "file.sees.no_longer";
  }
  if (status !== "published") {
    return "file.sees.not_yet";
  }
  if (version !== null) {
    return "file.sees";
  }
  return versions[0]?.state === "quarantined" ? "file.sees.checking" : "file.sees.not_yet";
}
