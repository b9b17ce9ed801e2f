/** One add-on: a checkbox, its price, and how many of it when more than one can be had. */
import { useId } from "react";
import type { GroupOption } from "../api/types.ts";
import { useFormat } from "../i18n/format.ts";
import { useSharedT } from "../i18n/shared-texts.ts";
import classes from "./add-on-row.module.css";
import { QuantityStepper } from "./quantity-stepper.tsx";
import { isChosen, type Selection, withQuantity, withToggled } from "./selection.ts";

type AddOnRowProps = {
  option: GroupOption;
  currency: string;
  selection: Selection;
  onSelect?: ((selection: Selection) => void) | undefined;
};

export function AddOnRow({ option, currency, selection, onSelect }: AddOnRowProps) {
  const t = useSharedT();
  const format = useFormat();
  const details = useId();
  const chosen = isChosen(selection, option);
  return (
    <div className={classes.row} data-chosen={chosen || undefined} data-fixed={onSelect === undefined || undefined}>
      <label className={classes.choice}>
        <input
          className={classes.box}
          type="checkbox"
          checked={chosen}
          disabled={onSelect === undefined && !chosen}
          readOnly={onSelect === undefined}
          aria-describedby={details}
          onChange={() => onSelect?.(withToggled(selection, option))}
        />
        <span className={classes.name}>{option.name}</span>
      </label>
      <div id={details} className={classes.details}>
        {option.description !== null && option.description !== "" && (
          <p className={classes.description}>{option.description}</p>
        )}
        {option.features.length > 0 && <p className={classes.description}>{option.features.join(" · ")}</p>}
        {option.unit_price_minor !== null && (
          <p className={classes.price}>
            {option.unit_price_minor > 0 ? "+" : ""}
            {format.price(option.unit_price_minor, currency)}
            {option.unit !== null && option.unit !== "" && (
              <span className={classes.unit}> {t("document.per_unit", { unit: option.unit })}</span>
            )}
          </p>
        )}
      </div>
      {chosen && option.max_quantity > option.min_quantity && (
        <QuantityStepper
          option={option}
          quantity={selection[option.id] ?? 1}
          onChange={onSelect && ((quantity) => onSelect(withQuantity(selection, option, quantity)))}
        />
      )}
    </div>
  );
}
