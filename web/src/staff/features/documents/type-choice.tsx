/** What a new document is: one of the types that are switched on, with what it asks of the client. */
import { Radio } from "@mantine/core";
import type { Schemas } from "~/shared/api/types.ts";
import { useT } from "~/staff/i18n/en.ts";
import classes from "./new-document-page.module.css";

type DocumentType = Schemas["DocumentTypeRow"];
type TypeChoiceProps = { types: DocumentType[]; value: string; onChange: (key: string) => void };

/** The first thing that a type asks says most about it. */
const ASKS = ["choose", "acknowledge", "sign", "pay"] as const;

export function TypeChoice({ types, value, onChange }: TypeChoiceProps) {
  const t = useT();
  const asks = ({ allowed_actions: actions }: DocumentType) => ASKS.find((each) => actions.includes(each)) ?? "nothing";
  return (
    <Radio.Group size="md" label={t("new_document.type")} value={value} onChange={onChange}>
      <div className={classes.types}>
        {types.map((type) => (
          <Radio.Card key={type.key} value={type.key} className={classes.type ?? ""} radius="md">
            <Radio.Indicator />
            <span>
              <span className={classes.typeTitle}>{type.title}</span>
              <span className={classes.typeHint}>{t(`new_document.asks.${asks(type)}`)}</span>
            </span>
          </Radio.Card>
        ))}
      </div>
    </Radio.Group>
  );
}
