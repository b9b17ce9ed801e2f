/** Where a file stands, and its newest version where that is not read yet. */
import { useQuery } from "@tanstack/react-query";
import { Tag } from "~/shared/ui/tag.tsx";
import type { FileRow, FileVersion, StaffFile } from "~/staff/api/wire.ts";
import { DocumentStatusTag } from "~/staff/features/documents/index.ts";
import { hasText, useT } from "~/staff/i18n/en.ts";
import classes from "./file-state.module.css";
import { fileQuery } from "./queries.ts";

/** Why a version was refused, in words. */
export function useRefusalText(): (version: FileVersion) => string {
  const t = useT();
  return ({ refused_because: because }) => {
    const key = `file.refused.${because}`;
    return t(hasText(key) ? key : "file.refused.other");
  };
}

export function FileState({ file }: { file: FileRow }) {
  // A list says how many versions there are, the file why one of them is not read.
  const isRead = file.version === file.last_version;
  const whole = useQuery({ ...fileQuery(file.id), enabled: !isRead });
  return (
    <span className={classes.state}>
      {file.version !== null && <DocumentStatusTag status={file.status} />}
      {!isRead && <NewestState version={whole.data?.versions[0]} isFirst={file.version === null} />}
    </span>
  );
}

/** The same on the file's own page. */
export function WholeFileState({ file }: { file: StaffFile }) {
  const newest = file.versions[0];
  return (
    <>
      {file.version !== null && <DocumentStatusTag status={file.status} />}
      {newest !== undefined && newest.version !== file.version && (
        <NewestState version={newest} isFirst={file.version === null} />
      )}
    </>
  );
}

type NewestStateProps = { version: FileVersion | undefined; isFirst: boolean };

function NewestState({ version, isFirst }: NewestStateProps) {
  const t = useT();
  const refusal = useRefusalText();
  if (version === undefined || version.state === "quarantined") {
    const words =
      isFirst || version === undefined ? t("file.checking") : t("file.checking.version", { version: version.version });
    return <Tag tone="warn">{words}</Tag>;
  }
  if (version.state === "clean") {
    return null;
  }
  const why = refusal(version);
  return (
    <span className={classes.refused}>
      <Tag tone="bad">{t("file.refused")}</Tag>
      <span className={classes.why}>
        {isFirst ? why : t("file.refused.version", { version: version.version, why })}
      </span>
    </span>
  );
}
