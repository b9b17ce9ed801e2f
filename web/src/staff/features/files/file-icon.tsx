/** What kind of thing a file is, by what its bytes are and else by its name. */
import {
  File,
  FileArchive,
  FileAudio,
  FileImage,
  FileSpreadsheet,
  FileText,
  FileVideo,
  type LucideIcon,
} from "lucide-react";

const kinds: [RegExp, LucideIcon][] = [
  [/^image\/|\.(png|jpe?g|gif|webp|heic|svg|tiff?|dwg|dxf)$/iu, FileImage],
  [/^video\/|\.(mp4|mov|webm|mkv)$/iu, FileVideo],
  [/^audio\/|\.(mp3|wav|ogg|m4a|flac)$/iu, FileAudio],
  [/spreadsheet|excel|csv|\.(xlsx?|ods|csv)$/iu, FileSpreadsheet],
  [/zip|compressed|x-tar|gzip|\.(zip|7z|rar|tgz|gz|tar)$/iu, FileArchive],
  [/^text\/|pdf|word|opendocument\.text|\.(pdf|docx?|odt|txt|md|rtf)$/iu, FileText],
];

type FileIconProps = { name: string; mediaType: string | null; size?: number };

export function FileIcon({ name, mediaType, size = 18 }: FileIconProps) {
  // Its name says more than what any bytes are.
  const known = mediaType === null || mediaType === "application/octet-stream" ? name : mediaType;
  const byType = kinds.find(([kind]) => kind.test(known)) ?? kinds.find(([kind]) => kind.test(name));
  const Icon = byType?.[1] ?? File;
  return <Icon size={size} aria-hidden="true" />;
}
