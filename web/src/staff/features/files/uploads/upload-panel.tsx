/** What is on its way, in reach on every page: one may go elsewhere in the app meanwhile. */
import { ActionIcon, Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Link } from "@tanstack/react-router";
import { ChevronDown, ChevronUp } from "lucide-react";
import type { UploadItem } from "~/shared/uploads/upload-item.ts";
import { UploadList } from "~/shared/uploads/upload-list.tsx";
import { useUploads } from "~/shared/uploads/use-uploads.ts";
import { useT } from "~/staff/i18n/en.ts";
import { paths } from "~/staff/paths.ts";
import { UPLOADS } from "./bring.ts";
import classes from "./upload-panel.module.css";

export function UploadPanel() {
  const t = useT();
  const uploads = useUploads(UPLOADS);
  const [isOpen, { toggle }] = useDisclosure(true);
  const { items, queue } = uploads;
  if (items.length === 0) {
    return null;
  }
  const done = items.filter(({ state }) => state === "done");
  const refused = items.filter(({ state }) => state === "refused");
  const isOver = done.length + refused.length === items.length;
  const dismiss = () => {
    for (const { id } of [...done, ...refused]) {
      queue.remove(id);
    }
  };
  const Icon = isOpen ? ChevronDown : ChevronUp;
  return (
    <section className={classes.panel} aria-label={t("uploads.title")} data-uploads>
      <div className={classes.head}>
        <p className={classes.title}>
          {t("uploads.done", { done: done.length, count: items.length })}
          {refused.length > 0 && (
            <span className={classes.refused}>{t("uploads.refused", { count: refused.length })}</span>
          )}
        </p>
        {isOver && (
          <Button size="sm" variant="subtle" onClick={dismiss}>
            {t("uploads.dismiss")}
          </Button>
        )}
        <ActionIcon
          variant="subtle"
          color="gray"
          size={44}
          aria-expanded={isOpen}
          aria-label={t(isOpen ? "uploads.fold" : "uploads.unfold")}
          onClick={toggle}
        >
          <Icon size={18} aria-hidden="true" />
        </ActionIcon>
      </div>
      <div className={classes.list} hidden={!isOpen}>
        <UploadList isBare uploads={uploads} done={(item) => <Arrived item={item} />} />
      </div>
    </section>
  );
}

/** The way to what has arrived. */
function Arrived({ item }: { item: UploadItem }) {
  const t = useT();
  const fileId = item.fileId ?? item.metadata.file_id;
  return fileId === undefined ? (
    t("uploads.arrived")
  ) : (
    <Link {...paths.file(fileId)} className={classes.open ?? ""}>
      {t("uploads.open")}
    </Link>
  );
}
