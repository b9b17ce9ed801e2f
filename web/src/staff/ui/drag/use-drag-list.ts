/**
 * A list whose things are carried to another place by a grip: with the mouse, with a finger, or with the keyboard
 * (Space lifts and drops, arrows carry, Escape puts back). Nothing changes before it is dropped; a drop is one change.
 */
import {
  type KeyboardEvent,
  type PointerEvent,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { offsetTo, placeAt, type Slot, shiftAt } from "./drag-order.ts";
import { scrollAtEdge } from "./scroll-at-edge.ts";

type Lifted = {
  id: string;
  from: number;
  to: number;
  /** How far it lies from where it stood. */
  offset: number;
  /** Where everything stood; empty until the folded list is measured. */
  slots: Slot[];
  /** Where on the screen the pointer is; null when it is carried by keys. */
  pointerY: number | null;
};

type DragList = {
  ids: string[];
  onMove: (id: string, steps: number) => void;
  /** Says to a screen reader what is the case with `id` at `place`, counted from 0. */
  onSay: (what: "lifted" | "place" | "dropped" | "back", id: string, place: number) => void;
};

/** A mouse lifts once it has moved so far: a click lifts nothing. */
const LIFT_PX = 4;
/** A finger lifts when it rests so long. */
const REST_MS = 180;

export function useDragList<List extends HTMLElement = HTMLDivElement>({ ids, onMove, onSay }: DragList) {
  const [lifted, setLifted] = useState<Lifted | null>(null);
  const list = useRef<List>(null);
  /** From the top of the lifted thing to where it is held. */
  const held = useRef(0);
  const pressed = useRef<{ id: string; y: number; timer: ReturnType<typeof setTimeout> } | null>(null);
  const dropped = useRef<string | null>(null);

  const itemsOf = useCallback(
    () => ids.map((id) => list.current?.querySelector<HTMLElement>(`:scope > [data-item="${id}"]`) ?? null),
    [ids],
  );
  const release = () => {
    clearTimeout(pressed.current?.timer);
    pressed.current = null;
  };
  const lift = (id: string, pointerY: number | null) => {
    release();
    const from = ids.indexOf(id);
    setLifted({ id, from, to: from, offset: 0, slots: [], pointerY });
    onSay("lifted", id, from);
  };
  const end = useCallback(
    (isDrop: boolean) => {
      if (lifted !== null) {
        dropped.current = lifted.id;
        setLifted(null);
        onSay(isDrop ? "dropped" : "back", lifted.id, isDrop ? lifted.to : lifted.from);
        if (isDrop && lifted.to !== lifted.from) {
          onMove(lifted.id, lifted.to - lifted.from);
        }
      }
    },
    [lifted, onMove, onSay],
  );
  const follow = useCallback((pointerY: number) => {
    setLifted((now) => {
      const slot = now?.slots[now.from];
      if (now === null || slot === undefined) {
        return now === null ? null : { ...now, pointerY };
      }
      const offset = pointerY + scrollY - held.current - slot.top;
      return { ...now, pointerY, offset, to: placeAt(now.slots, now.from, offset) };
    });
  }, []);

  // The list is folded now: where everything stands is measured, with the lifted thing under the pointer again.
  useLayoutEffect(() => {
    if (lifted === null || lifted.slots.length > 0) {
      return;
    }
    const items = itemsOf();
    const item = items[lifted.from];
    if (item == null) {
      setLifted(null);
      return;
    }
    const grip = item.querySelector("[data-grip]")?.getBoundingClientRect() ?? item.getBoundingClientRect();
    held.current = grip.top + grip.height / 2 - item.getBoundingClientRect().top;
    if (lifted.pointerY === null) {
      item.scrollIntoView({ block: "nearest" });
    } else {
      scrollBy({ top: item.getBoundingClientRect().top + held.current - lifted.pointerY, behavior: "instant" });
    }
    const slots = items.map((each) => {
      const box = each?.getBoundingClientRect();
      return { top: (box?.top ?? 0) + scrollY, height: box?.height ?? 0 };
    });
    setLifted({ ...lifted, slots });
  }, [lifted, itemsOf]);

  // What was dropped is in sight and holds the focus, wherever the unfolded list has put it.
  useLayoutEffect(() => {
    if (lifted === null && dropped.current !== null) {
      const item = list.current?.querySelector<HTMLElement>(`:scope > [data-item="${dropped.current}"]`);
      dropped.current = null;
      item?.scrollIntoView({ block: "nearest" });
      item?.querySelector<HTMLElement>("[data-grip]")?.focus({ preventScroll: true });
    }
  }, [lifted]);

  const pointerY = lifted?.pointerY ?? null;
  const isCarried = pointerY !== null;
  useEffect(() => {
    if (!isCarried) {
      return;
    }
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.key === "Escape") {
        event.preventDefault();
        event.stopPropagation();
        end(false);
      }
    };
    addEventListener("keydown", onKey, true);
    return () => removeEventListener("keydown", onKey, true);
  }, [isCarried, end]);
  useEffect(() => (pointerY === null ? undefined : scrollAtEdge(pointerY, () => follow(pointerY))), [pointerY, follow]);

  const onKeyDown = (id: string) => (event: KeyboardEvent) => {
    const isLift = event.key === " " || event.key === "Enter";
    if (lifted === null || lifted.pointerY !== null) {
      if (isLift && !event.altKey && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        lift(id, null);
      }
      return;
    }
    const steps = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (isLift || steps !== undefined || event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
    }
    if (steps !== undefined) {
      const to = Math.max(0, Math.min(ids.length - 1, lifted.to + steps));
      setLifted({ ...lifted, to, offset: offsetTo(lifted.slots, lifted.from, to) });
      onSay("place", id, to);
    } else if (isLift || event.key === "Escape") {
      end(isLift);
    }
  };
  return {
    list,
    isDragging: lifted !== null,
    item: (id: string) => {
      const place = ids.indexOf(id);
      const slots = lifted?.slots ?? [];
      const isLifted = lifted?.id === id;
      const shift = lifted === null ? 0 : isLifted ? lifted.offset : shiftAt(slots, lifted.from, lifted.to, place);
      return {
        "data-item": id,
        "data-lifted": isLifted || undefined,
        style: shift === 0 ? {} : { transform: `translateY(${shift}px)` },
      };
    },
    grip: (id: string) => ({
      "data-grip": true,
      "aria-pressed": lifted?.id === id,
      onKeyDown: onKeyDown(id),
      onBlur: () => lifted?.pointerY === null && end(false),
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        if (event.button === 0 && lifted === null) {
          const y = event.clientY;
          event.currentTarget.setPointerCapture(event.pointerId);
          const isMouse = event.pointerType === "mouse";
          pressed.current = { id, y, timer: setTimeout(() => !isMouse && lift(id, y), REST_MS) };
        }
      },
      onPointerMove: (event: PointerEvent<HTMLElement>) => {
        if (isCarried) {
          follow(event.clientY);
        } else if (pressed.current !== null && Math.abs(event.clientY - pressed.current.y) >= LIFT_PX) {
          lift(id, event.clientY);
        }
      },
      onPointerUp: () => (isCarried ? end(true) : release()),
      onPointerCancel: () => (isCarried ? end(false) : release()),
    }),
  };
}
