/** The pictures of a block: in which order they stand, what they show, and how they are laid out. */
import { Input, SegmentedControl } from "@mantine/core";
import type { Images } from "~/staff/api/content.ts";
import { useT } from "~/staff/i18n/en.ts";
import { focusSoon } from "~/staff/ui/focus-soon.ts";
import { addImage, orNull } from "./blocks.ts";
import classes from "./editor.module.css";
import { useBlockChange, useEditor } from "./editor-context.ts";
import { ImagesDrop } from "./images-drop.tsx";
import { PartList } from "./part-list.tsx";
import { TextField } from "./text-field.tsx";

type ImageUse = Images["images"][number];

export function ImagesFields({ block }: { block: Images }) {
  const t = useT();
  const { pictureOf, change: changeDraft, problemOf } = useEditor();
  const set = useBlockChange(block);
  const at = `blocks/${block.id}`;
  const parts = block.images.map((image) => ({ ...image, id: image.image_id }));
  const save = (field: string | null, images: (ImageUse & { id: string })[]) =>
    set(field, { images: images.map(({ id: _, ...image }) => image) });
  const change = (id: string, field: "alt" | "caption", value: string | null) =>
    save(
      `images/${id}/${field}`,
      parts.map((part) => (part.id === id ? { ...part, [field]: value } : part)),
    );
  const problem = problemOf(`${at}/images`);
  return (
    <ImagesDrop
      onSaved={({ id, sha256 }) => {
        changeDraft(`${at}/images`, (draft) =>
          addImage(draft, block.id, { image_id: id, sha256, alt: "", caption: null }),
        );
        // Whoever is writing already goes on undisturbed.
        if (!document.activeElement?.matches("input, textarea")) {
          focusSoon(`[data-item="${id}"] :is(input, textarea)`);
        }
      }}
    >
      <TextField
        field={`${at}/title`}
        label={t("field.title")}
        value={block.title ?? ""}
        onChange={(title) => set("title", { title: orNull(title) })}
      />
      <SegmentedControl
        size="sm"
        aria-label={t("images.layout")}
        value={block.layout}
        onChange={(layout) => set(null, { layout: layout === "wide" ? "wide" : "grid" })}
        data={[
          { value: "grid", label: t("images.layout.grid") },
          { value: "wide", label: t("images.layout.wide") },
        ]}
      />
      <PartList
        parts={parts}
        nameOf={(image, place) => (image.alt === "" ? t("image.label", { place }) : image.alt)}
        onChange={(images) => save(null, images)}
        removed={t("image.removed")}
      >
        {(image) => (
          <>
            {pictureOf(image.id) !== undefined && (
              <img className={classes.picture} src={pictureOf(image.id)} alt={image.alt} />
            )}
            <TextField
              field={`${at}/images/${image.id}/alt`}
              label={t("image.alt")}
              hint={t("image.alt.hint")}
              value={image.alt}
              onChange={(alt) => change(image.id, "alt", alt)}
            />
            <TextField
              field={`${at}/images/${image.id}/caption`}
              label={t("image.caption")}
              value={image.caption ?? ""}
              onChange={(caption) => change(image.id, "caption", orNull(caption))}
            />
          </>
        )}
      </PartList>
      {problem !== undefined && <Input.Error role="alert">{problem}</Input.Error>}
    </ImagesDrop>
  );
}
