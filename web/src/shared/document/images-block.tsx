/** Pictures beside each other or as wide as the page; each opens large. Their space is kept while they load. */
import { UnstyledButton } from "@mantine/core";
import { useState } from "react";
import type { Images } from "../api/types.ts";
import { useSharedT } from "../i18n/shared-texts.ts";
import { ImageViewer } from "./image-viewer.tsx";
import classes from "./images-block.module.css";

export function ImagesBlock({ block }: { block: Images }) {
  const t = useSharedT();
  const [shown, setShown] = useState<number>();
  const { images } = block;
  return (
    <section>
      {block.title !== null && block.title !== "" && <h2 className={classes.title}>{block.title}</h2>}
      <div className={classes.images} data-layout={block.layout} data-count={Math.min(3, images.length)}>
        {images.map((image, place) => (
          <figure key={image.image_id} className={classes.figure}>
            <UnstyledButton
              className={classes.open}
              aria-label={t("image.open", { name: image.alt })}
              onClick={() => setShown(place)}
            >
              <img src={image.url} alt={image.alt} width={image.width} height={image.height} loading="lazy" />
            </UnstyledButton>
            {image.caption !== null && <figcaption className={classes.caption}>{image.caption}</figcaption>}
          </figure>
        ))}
      </div>
      <ImageViewer images={images} shown={shown} onShow={setShown} />
    </section>
  );
}
