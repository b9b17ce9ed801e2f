/** A logo, and what puts one up, another in its place, or takes it away. */
import { Button, FileButton } from "@mantine/core";
import { Upload } from "lucide-react";
import type { ReactNode } from "react";
import { useErrorText } from "../i18n/error-text.ts";
import classes from "./logo-field.module.css";
import { Notice } from "./notice.tsx";

const types = "image/svg+xml,image/png,image/jpeg,image/webp";

type Act<Values> = { mutate: (values: Values) => void; isPending: boolean; error: Error | null };

type LogoFieldProps = {
  label: string;
  url: string | null;
  /** Whose it is. */
  name: string;
  words: { upload: string; replace: string; remove: string };
  /** What stands where there is none. */
  none?: ReactNode;
  upload: Act<File>;
  remove: Act<undefined>;
};

export function LogoField({ label, url, name, words, none, upload, remove }: LogoFieldProps) {
  const errorText = useErrorText();
  const error = upload.error ?? remove.error;
  return (
    <>
      <div className={classes.logo}>
        {url === null ? none : <img className={classes.picture} src={url} alt={name} />}
        <FileButton
          accept={types}
          onChange={(file) => file !== null && upload.mutate(file)}
          inputProps={{ "aria-label": label }}
        >
          {(props) => (
            <Button
              {...props}
              variant="default"
              loading={upload.isPending}
              leftSection={<Upload size={17} aria-hidden="true" />}
            >
              {url === null ? words.upload : words.replace}
            </Button>
          )}
        </FileButton>
        {url !== null && (
          <Button variant="subtle" loading={remove.isPending} onClick={() => remove.mutate(undefined)}>
            {words.remove}
          </Button>
        )}
      </div>
      {error !== null && <Notice tone="bad" urgent title={errorText(error)} />}
    </>
  );
}
