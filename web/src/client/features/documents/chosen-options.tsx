/** What was chosen by name alone, for who may not see money. */
import type { Confirmation } from "~/shared/api/types.ts";
import { useFormat } from "~/shared/i18n/format.ts";
import classes from "./chosen-options.module.css";

export function ChosenOptions({ chosen }: Pick<Confirmation, "chosen">) {
  const format = useFormat();
  return chosen.length === 0 ? null : (
    <ul className={classes.list}>
      {chosen.map(({ option_id, name, quantity }) => (
        <li key={option_id}>
          {name}
          {quantity !== 1 && <span className={classes.quantity}> × {format.quantity(quantity * 1000)}</span>}
        </li>
      ))}
    </ul>
  );
}
