/** One picture large, with the ones beside it an arrow key away. */
import { ActionIcon } from "@mantine/core";
import { ChevronLeft, ChevronRight } from "lucide-react";
import type { KeyboardEvent } from "react";
import type { Images } from "../api/types.ts";
import { useSharedT } from "../i18n/shared-texts.ts";
import { Dialog } from "../ui/dialog.tsx";
import { idleWhen } from "../ui/idle-when.ts";
import classes from "./images-block.module.css";

type ImageViewerProps = {
  images: Images["images"];
  /** Its place from 0; nothing is shown without one. */
  shown: number | undefined;
  onShow: (place: number | undefined) => void;
};

export function ImageViewer({ images, shown, onShow }: ImageViewerProps) {
  const t = useSharedT();
  const image = shown === undefined ? undefined : images[shown];
  const go = (steps: number) => {
    if (shown !== undefined && images[shown + steps] !== undefined) {
      onShow(shown + steps);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const steps = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (steps !== undefined) {
      event.preventDefault();
      go(steps);
    }
  };
  return (
    <Dialog
      opened={image !== undefined}
      onClose={() => onShow(undefined)}
      title={t("image.place", { place: (shown ?? 0) + 1, count: images.length })}
      size="72rem"
    >
      {image !== undefined && (
        // biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys work wherever the focus is in the dialog.
        <div className={classes.viewer} tabIndex={-1} data-autofocus onKeyDown={onKeyDown}>
          <img className={classes.large} src={image.url} alt={image.alt} width={image.width} height={image.height} />
          {image.caption !== null && <p className={classes.caption}>{image.caption}</p>}
          {images.length > 1 && (
            <div className={classes.walk}>
              <ActionIcon
                variant="default"
                size={44}
                {...idleWhen(shown === 0)}
                aria-label={t("image.previous")}
                onClick={() => go(-1)}
              >
                <ChevronLeft size={20} aria-hidden="true" />
              </ActionIcon>
              <ActionIcon
                variant="default"
                size={44}
                {...idleWhen(shown === images.length - 1)}
                aria-label={t("image.next")}
                onClick={() => go(1)}
              >
                <ChevronRight size={20} aria-hidden="true" />
              </ActionIcon>
            </div>
          )}
        </div>
      )}
    </Dialog>
  );
}
