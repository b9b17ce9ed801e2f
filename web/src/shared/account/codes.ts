/** Secrets and recovery codes as people keep them. */

/** A secret in groups of four, as it is read out and typed. */
export const groupsOf = (secret: string): string => secret.match(/.{1,4}/g)?.join(" ") ?? "";

/** The file with recovery codes that is kept: where they are good, and one to a line. */
export const codesFile = (place: string, codes: readonly string[]): Blob =>
  new Blob([`${place}\n\n${codes.join("\n")}\n`], { type: "text/plain;charset=utf-8" });
