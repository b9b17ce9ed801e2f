/** Files on their way, each with how far it is and what can be done with it. */
import { Button } from "@mantine/core";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useSharedT } from "../i18n/shared-texts.ts";
import type { UploadItem, UploadState } from "./upload-item.ts";
import classes from "./upload-list.module.css";
import { UploadRow } from "./upload-row.tsx";
import type { Uploads } from "./use-uploads.ts";

type UploadListProps = {
  uploads: Pick<Uploads, "items" | "queue">;
  /** What is said of a file that has arrived; that it is being checked when left out. */
  done?: (item: UploadItem) => ReactNode;
  /** Without its sum and its frame, where something else has them. */
  isBare?: boolean;
};

export function UploadList({ uploads, done, isBare = false }: UploadListProps) {
  const t = useSharedT();
  const { items, queue } = uploads;
  const said = useSaid(items);
  const arrived = items.filter(({ state }) => state === "done").length;
  const list = (
    <ul className={classes.list} aria-label={t("upload.list")}>
      {items.map((item) => (
        <UploadRow key={item.id} item={item} queue={queue} done={done} />
      ))}
    </ul>
  );
  return (
    <>
      {items.length > 0 && isBare && list}
      {items.length > 0 && !isBare && (
        <div className={`${classes.frame} no-print`}>
          <div className={classes.head}>
            <p className={classes.sum}>{t("upload.arrived", { count: items.length, done: arrived })}</p>
            {arrived > 0 && (
              <Button variant="subtle" size="md" px="sm" onClick={() => queue.clear(items)}>
                {t("upload.clear")}
              </Button>
            )}
          </div>
          {list}
        </div>
      )}
      <p className="visually-hidden" role="status">
        {said}
      </p>
    </>
  );
}

/** The last thing that came to an end; what is on its way is not read out. */
function useSaid(items: readonly UploadItem[]): string {
  const t = useSharedT();
  const [said, setSaid] = useState("");
  const before = useRef(new Map<string, UploadState>());
  useEffect(() => {
    for (const { id, name, state, reason } of items) {
      const was = before.current.get(id);
      if (was !== undefined && was !== state && state === "done") {
        setSaid(t("upload.said.done", { name }));
      } else if (was !== undefined && was !== state && reason !== undefined) {
        setSaid(t("upload.said.refused", { name, reason: t(`upload.reason.${reason}`) }));
      }
    }
    before.current = new Map(items.map(({ id, state }) => [id, state]));
  }, [items, t]);
  return said;
}
