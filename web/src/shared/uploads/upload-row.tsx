/** A file on its way: its name, how far it is in words and as a bar, and the buttons for it. */
import { ActionIcon, Tooltip } from "@mantine/core";
import { CircleAlert, CircleCheck, type LucideIcon, Pause, Play, RotateCw, Upload, X } from "lucide-react";
import type { ReactNode } from "react";
import { useFormat } from "../i18n/format.ts";
import { useSharedT } from "../i18n/shared-texts.ts";
import { ProgressBar } from "../ui/progress-bar.tsx";
import { percentOf, type UploadItem } from "./upload-item.ts";
import classes from "./upload-list.module.css";
import type { UploadQueue } from "./upload-queue.ts";

type UploadRowProps = {
  item: UploadItem;
  queue: UploadQueue;
  done: ((item: UploadItem) => ReactNode) | undefined;
};

const icons: Partial<Record<UploadItem["state"], LucideIcon>> = { done: CircleCheck, refused: CircleAlert };

export function UploadRow({ item, queue, done }: UploadRowProps) {
  const t = useSharedT();
  const { id, name, state } = item;
  const percent = percentOf(item);
  const Icon = icons[state] ?? Upload;
  const isOver = state === "done" || state === "refused";
  return (
    <li className={classes.row} data-state={state}>
      <span className={classes.icon} aria-hidden="true">
        <Icon size={20} />
      </span>
      <div className={classes.words}>
        <p className={classes.name}>{name}</p>
        <div className={classes.detail}>
          {state === "done" && done !== undefined ? done(item) : <Words item={item} />}
        </div>
      </div>
      <div className={classes.acts}>
        {(state === "waiting" || state === "running") && (
          <Act act="upload.pause" name={name} icon={Pause} onClick={() => queue.pause(id)} />
        )}
        {state === "paused" && <Act act="upload.go_on" name={name} icon={Play} onClick={() => queue.goOn(id)} />}
        {state === "refused" && <Act act="upload.again" name={name} icon={RotateCw} onClick={() => queue.goOn(id)} />}
        <Act act={isOver ? "upload.dismiss" : "upload.give_up"} name={name} icon={X} onClick={() => queue.remove(id)} />
      </div>
      {!isOver && (
        <div
          className={classes.bar}
          role="progressbar"
          aria-label={t("upload.progress", { name })}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={percent}
        >
          <ProgressBar percent={percent} />
        </div>
      )}
    </li>
  );
}

/** How far it is, or why it is not. */
function Words({ item }: { item: UploadItem }) {
  const t = useSharedT();
  const format = useFormat();
  const { state, stall, reason, sentBytes, sizeBytes } = item;
  const sizes = { sent: format.bytes(sentBytes), total: format.bytes(sizeBytes) };
  if (state === "refused") {
    return t(`upload.reason.${reason ?? "unknown"}`);
  }
  if (state === "running" && stall !== undefined) {
    return t(`upload.stall.${stall}`, sizes);
  }
  return t(`upload.state.${state}`, sizes);
}

type ActProps = {
  act: "upload.pause" | "upload.go_on" | "upload.again" | "upload.give_up" | "upload.dismiss";
  name: string;
  icon: LucideIcon;
  onClick: () => void;
};

function Act({ act, name, icon: Icon, onClick }: ActProps) {
  const t = useSharedT();
  return (
    <Tooltip label={t(act)}>
      <ActionIcon variant="subtle" size={44} onClick={onClick} aria-label={t(`${act}.of`, { name })}>
        <Icon size={18} aria-hidden="true" />
      </ActionIcon>
    </Tooltip>
  );
}
