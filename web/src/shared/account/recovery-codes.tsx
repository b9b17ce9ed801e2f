/** Recovery codes, the one time they are shown: to copy, print or keep as a file. */
import { Button } from "@mantine/core";
import { Download, Printer } from "lucide-react";
import { useEffect, useState } from "react";
import { useSharedT } from "../i18n/shared-texts.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import classes from "./account.module.css";
import { codesFile } from "./codes.ts";

type RecoveryCodesProps = { codes: string[]; onDone: () => void };

export function RecoveryCodes({ codes, onDone }: RecoveryCodesProps) {
  const t = useSharedT();
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(codesFile(location.host, codes));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [codes]);
  return (
    <div className={classes.form}>
      <p className={classes.text}>{t("factor.codes.hint")}</p>
      <ol className={classes.codes}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <div className={classes.acts}>
        <CopyButton value={codes.join("\n")} label={t("factor.codes.title")} withWord />
        <Button variant="default" leftSection={<Printer size={18} aria-hidden="true" />} onClick={() => print()}>
          {t("factor.codes.print")}
        </Button>
        <Button
          variant="default"
          component="a"
          href={address ?? "#"}
          download={`${t("factor.codes.file")}.txt`}
          leftSection={<Download size={18} aria-hidden="true" />}
        >
          {t("factor.codes.save")}
        </Button>
      </div>
      <Button onClick={onDone}>{t("factor.codes.done")}</Button>
    </div>
  );
}
