/** The payment methods of one section: on or off, their order, and the way to see and change them. */
import { useState } from "react";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import { Notice } from "~/shared/ui/notice.tsx";
import type { PaymentMethod, Section } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { useDragList } from "~/staff/ui/drag/use-drag-list.ts";
import { useDragWords } from "~/staff/ui/drag/use-drag-words.ts";
import { MethodItem } from "./method-item.tsx";
import classes from "./payment-methods-page.module.css";
import { useOrderMethods } from "./queries.ts";

type MethodSectionProps = {
  section: Section;
  methods: PaymentMethod[];
  onEdit: (method: PaymentMethod) => void;
  onPreview: (method: PaymentMethod) => void;
};

export function MethodSection({ section, methods, onEdit, onPreview }: MethodSectionProps) {
  const t = useT();
  const errorText = useErrorText();
  const order = useOrderMethods();
  // What was put in another place stands there at once.
  const [put, setPut] = useState<string[]>();
  const [said, say] = useState("");
  const shown = put === undefined ? methods : put.flatMap((id) => methods.filter((method) => method.id === id));
  const nameOf = (id: string) => methods.find((method) => method.id === id)?.name ?? "";
  const onMove = (id: string, steps: number) => {
    const from = shown.findIndex((method) => method.id === id);
    const [method, to] = [shown[from], from + steps];
    if (method === undefined || to < 0 || to >= shown.length || order.isPending) {
      return;
    }
    const next = shown.toSpliced(from, 1).toSpliced(to, 0, method);
    setPut(next.map((each) => each.id));
    order.mutate(next, { onSettled: () => setPut(undefined) });
    say(t("drag.dropped", { name: method.name, place: to + 1, count: shown.length }));
  };
  const drag = useDragList<HTMLUListElement>({
    ids: shown.map(({ id }) => id),
    onMove,
    onSay: useDragWords(shown.length, nameOf, say),
  });
  return (
    <section className={classes.section} aria-label={t(`section.${section}`)}>
      <h2 className={classes.title}>{t(`section.${section}`)}</h2>
      {order.error !== null && <Notice tone="bad" urgent title={errorText(order.error)} />}
      {shown.length === 0 && <p className={classes.empty}>{t("methods.section.empty")}</p>}
      <ul className={classes.methods} ref={drag.list} data-dragging={drag.isDragging || undefined}>
        {shown.map((method, place) => (
          <MethodItem
            key={method.id}
            method={method}
            drag={drag}
            isFirst={place === 0}
            isLast={place === shown.length - 1}
            onMove={(steps) => onMove(method.id, steps)}
            onEdit={() => onEdit(method)}
            onPreview={() => onPreview(method)}
          />
        ))}
      </ul>
      <p className="visually-hidden" aria-live="assertive">
        {said}
      </p>
    </section>
  );
}
