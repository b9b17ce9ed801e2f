/** The form's values: spans as a number and a unit, and what the server takes of them. */
import type { Role } from "~/staff/api/wire.ts";
import type { Need, PresetSignIn, Setting, SignInSettings, UpdateSignInSettings } from "./queries.ts";

export const units = ["minute", "hour", "day"] as const;
export type Unit = (typeof units)[number];
export type Span = { count: string; unit: Unit };

const MINUTES: Record<Unit, number> = { minute: 1, hour: 60, day: 1440 };

/** In the largest unit that leaves no rest. */
export function spanOf(minutes: number): Span {
  const unit = [...units].reverse().find((each) => minutes % MINUTES[each] === 0) ?? "minute";
  return { count: String(minutes / MINUTES[unit]), unit };
}

/** Whole minutes, or nothing when no whole number was typed. */
export function minutesOf({ count, unit }: Span): number | undefined {
  return /^\d{1,7}$/u.test(count.trim()) ? Number(count) * MINUTES[unit] : undefined;
}

export const spanFields = [
  "contact_idle_minutes",
  "contact_absolute_minutes",
  "staff_idle_minutes",
  "staff_absolute_minutes",
] as const;
export type SpanField = (typeof spanFields)[number];

const isSpan = (field: string): field is SpanField => spanFields.some((span) => span === field);

/** The server names the span, the form the number in it. */
export const fieldOf = (path: string): string => (isSpan(path) ? `${path}.count` : path);

export const roles = ["executive", "manager", "billing", "viewer", "guest"] as const satisfies readonly Role[];

/** Only a stricter word than everybody's has an effect; an empty one is none. */
export type RoleWord = "" | Exclude<Setting, "off">;

export const needFields = ["reading_needs", "approving_needs", "managing_people_needs"] as const;
export type NeedField = (typeof needFields)[number];

export type SignInValues = {
  sign_in_by_sms: boolean;
  sign_in_by_email: boolean;
  sign_in_by_password: boolean;
  read_by_delivery_link: boolean;
  second_factor: Setting;
  second_factor_by_role: Record<(typeof roles)[number], RoleWord>;
  staff_second_factor: Setting;
} & Record<NeedField, Need> &
  Record<SpanField, Span>;

type Said = Omit<PresetSignIn, "preset">;

export function valuesOf(said: Said, byRole: SignInSettings["second_factor_by_role"]): SignInValues {
  const word = (role: string): RoleWord => {
    const own = byRole[role];
    return own === undefined || own === "off" ? "" : own;
  };
  return {
    sign_in_by_sms: said.sign_in_by_sms,
    sign_in_by_email: said.sign_in_by_email,
    sign_in_by_password: said.sign_in_by_password,
    read_by_delivery_link: said.read_by_delivery_link,
    second_factor: said.second_factor,
    second_factor_by_role: {
      executive: word("executive"),
      manager: word("manager"),
      billing: word("billing"),
      viewer: word("viewer"),
      guest: word("guest"),
    },
    staff_second_factor: said.staff_second_factor,
    reading_needs: said.reading_needs,
    approving_needs: said.approving_needs,
    managing_people_needs: said.managing_people_needs,
    contact_idle_minutes: spanOf(said.contact_idle_minutes),
    contact_absolute_minutes: spanOf(said.contact_absolute_minutes),
    staff_idle_minutes: spanOf(said.staff_idle_minutes),
    staff_absolute_minutes: spanOf(said.staff_absolute_minutes),
  };
}

/** All of it, save spans that are no numbers: those were refused before. */
export function changeOf(values: SignInValues): UpdateSignInSettings {
  const { second_factor_by_role: byRole, ...plain } = values;
  const spans = spanFields.map((field) => [field, minutesOf(values[field])] as const);
  const words = roles.flatMap((role): [string, Setting][] => {
    const word = byRole[role];
    return word === "" ? [] : [[role, word]];
  });
  return {
    ...plain,
    second_factor_by_role: Object.fromEntries(words),
    ...(Object.fromEntries(spans) as Record<SpanField, number>),
  };
}
