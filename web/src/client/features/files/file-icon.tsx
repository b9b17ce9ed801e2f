/** A picture of what a file is: by its bytes once they were checked, before that by its name. */
import {
  File,
  FileArchive,
  FileImage,
  FileMusic,
  FileSpreadsheet,
  FileText,
  FileVideoCamera,
  type LucideIcon,
} from "lucide-react";
import classes from "./file-list.module.css";

const kinds: [RegExp, LucideIcon][] = [
  [/^image\/|\.(png|jpe?g|gif|webp|avif|heic|tiff?|svg)$/i, FileImage],
  [/^video\/|\.(mp4|mov|webm|avi|mkv)$/i, FileVideoCamera],
  [/^audio\/|\.(mp3|m4a|wav|ogg|flac)$/i, FileMusic],
  [/sheet|csv|\.(xlsx?|ods|csv)$/i, FileSpreadsheet],
  [/zip|x-7z|\.rar|vnd\.rar|\.(zip|7z|gz|tar)$/i, FileArchive],
  [/^text\/|pdf|word|rtf|presentation|\.(docx?|odt|pptx?|txt|md)$/i, FileText],
];

/** What an archive or plain bytes hold is told by the name alone. */
const saysLittle = (type: string | null) =>
  type === null || type === "application/octet-stream" || type === "application/x-ole-storage" || type === "text/plain";

export function iconOf(name: string, mediaType: string | null): LucideIcon {
  const told = saysLittle(mediaType) ? name : (mediaType ?? "");
  return kinds.find(([pattern]) => pattern.test(told))?.[1] ?? File;
}

export function FileIcon({ name, mediaType }: { name: string; mediaType: string | null }) {
  const Icon = iconOf(name, mediaType);
  return (
    <span className={classes.tile} aria-hidden="true">
      <Icon size={20} />
    </span>
  );
}
