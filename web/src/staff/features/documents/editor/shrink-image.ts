/** Makes a picture small enough to be sent: what a camera takes is larger than any screen shows. */

/** The longer side, in pixels. */
const LONGEST_PX = 2_400;
const QUALITY = 0.85;

export const IMAGE_TYPES = ["image/png", "image/jpeg", "image/webp"];
/** The most that the server takes. */
export const LIMIT_BYTES = 5 * 1024 * 1024;

/** The sides of a picture brought down to `longest`; null where it is small enough already. */
export function sidesWithin(width: number, height: number, longest = LONGEST_PX) {
  const scale = longest / Math.max(width, height);
  return scale >= 1
    ? null
    : { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** The picture itself where it is small enough, else a smaller one; null where it can't be read as a picture. */
export async function shrunken(file: Blob): Promise<Blob | null> {
  if (!IMAGE_TYPES.includes(file.type)) {
    return null;
  }
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    return null;
  }
  const sides = sidesWithin(bitmap.width, bitmap.height);
  try {
    return sides === null ? file : ((await drawn(bitmap, sides)) ?? file);
  } finally {
    bitmap.close();
  }
}

function drawn(bitmap: ImageBitmap, { width, height }: { width: number; height: number }): Promise<Blob | null> {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0, width, height);
  // WebP keeps what is see-through. A browser that can't write it answers a PNG.
  return new Promise((resolve) => canvas.toBlob(resolve, "image/webp", QUALITY));
}
