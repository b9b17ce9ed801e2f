/** How many of an option: fewer, a number, more. */
import { Minus, Plus } from "lucide-react";
import { useState } from "react";
import type { GroupOption } from "../api/types.ts";
import { useSharedT } from "../i18n/shared-texts.ts";
import classes from "./quantity-stepper.module.css";

type QuantityStepperProps = {
  option: GroupOption;
  quantity: number;
  onChange?: ((quantity: number) => void) | undefined;
};

export function QuantityStepper({ option, quantity, onChange }: QuantityStepperProps) {
  const t = useSharedT();
  // What is being typed, which may be no number yet.
  const [typed, setTyped] = useState<string>();
  const settle = () => {
    if (typed !== undefined) {
      onChange?.(Number(typed));
      setTyped(undefined);
    }
  };
  // What can't be changed is said, not shown as something to press.
  if (onChange === undefined) {
    return (
      <p className={classes.fixed}>
        {t("document.quantity")} <span className={classes.count}>{quantity}</span>
      </p>
    );
  }
  return (
    <div className={classes.stepper}>
      <span className={classes.word} aria-hidden="true">
        {t("document.quantity")}
      </span>
      <button
        type="button"
        className={classes.step}
        aria-label={t("document.fewer", { name: option.name })}
        disabled={quantity <= Math.max(1, option.min_quantity)}
        onClick={() => onChange(quantity - 1)}
      >
        <Minus size={18} aria-hidden="true" />
      </button>
      <input
        className={classes.number}
        inputMode="numeric"
        aria-label={t("document.quantity_of", { name: option.name })}
        value={typed ?? quantity}
        onChange={(event) => setTyped(event.currentTarget.value.replace(/\D/g, "").slice(0, 9))}
        onBlur={settle}
        onKeyDown={(event) => event.key === "Enter" && settle()}
      />
      <button
        type="button"
        className={classes.step}
        aria-label={t("document.more", { name: option.name })}
        disabled={quantity >= option.max_quantity}
        onClick={() => onChange(quantity + 1)}
      >
        <Plus size={18} aria-hidden="true" />
      </button>
    </div>
  );
}
