/** One tier as a card with a radio button; without an option, the card for choosing none. */
import { Check } from "lucide-react";
import { useId } from "react";
import type { GroupOption, OptionGroup } from "../api/types.ts";
import { useFormat } from "../i18n/format.ts";
import { useSharedT } from "../i18n/shared-texts.ts";
import { QuantityStepper } from "./quantity-stepper.tsx";
import { isChosen, type Selection, withQuantity, withTier } from "./selection.ts";
import classes from "./tier-card.module.css";

type TierCardProps = {
  name: string;
  group: OptionGroup;
  option?: GroupOption;
  currency: string;
  selection: Selection;
  onSelect?: ((selection: Selection) => void) | undefined;
};

export function TierCard({ name, group, option, currency, selection, onSelect }: TierCardProps) {
  const t = useSharedT();
  const details = useId();
  const chosen =
    option === undefined ? !group.options.some((other) => isChosen(selection, other)) : isChosen(selection, option);
  return (
    <div className={classes.card} data-chosen={chosen || undefined} data-fixed={onSelect === undefined || undefined}>
      {option?.recommended && <span className={classes.recommended}>{t("document.recommended")}</span>}
      <label className={classes.choice}>
        <span className={classes.name}>{option?.name ?? t("document.no_choice")}</span>
        <input
          className={classes.radio}
          type="radio"
          name={name}
          checked={chosen}
          disabled={onSelect === undefined && !chosen}
          readOnly={onSelect === undefined}
          aria-describedby={option === undefined ? undefined : details}
          onChange={() => onSelect?.(withTier(selection, group, option))}
        />
      </label>
      {option !== undefined && (
        <div id={details} className={classes.details}>
          {option.description !== null && option.description !== "" && (
            <p className={classes.description}>{option.description}</p>
          )}
          {option.unit_price_minor !== null && (
            <TierPrice price={option.unit_price_minor} unit={option.unit} currency={currency} />
          )}
          {option.features.length > 0 && (
            <ul className={classes.features}>
              {option.features.map((feature) => (
                <li key={feature}>
                  <span className={classes.tick} aria-hidden="true">
                    <Check size={12} strokeWidth={3} />
                  </span>
                  {feature}
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
      {option !== undefined && chosen && option.max_quantity > option.min_quantity && (
        <QuantityStepper
          option={option}
          quantity={selection[option.id] ?? 1}
          onChange={onSelect && ((quantity) => onSelect(withQuantity(selection, option, quantity)))}
        />
      )}
    </div>
  );
}

function TierPrice({ price, unit, currency }: { price: number; unit: string | null; currency: string }) {
  const t = useSharedT();
  const format = useFormat();
  return (
    <p className={classes.price}>
      {format.price(price, currency)}
      {unit !== null && unit !== "" && <span className={classes.unit}> {t("document.per_unit", { unit })}</span>}
    </p>
  );
}
