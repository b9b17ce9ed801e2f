import { expect, test } from "vitest";
import { changeOf, fieldOf, minutesOf, spanOf, valuesOf } from "./form-values.ts";

const said = {
  sign_in_by_sms: true,
  sign_in_by_email: true,
  sign_in_by_password: false,
  read_by_delivery_link: false,
  second_factor: "offered",
  staff_second_factor: "forced",
  reading_needs: "code",
  approving_needs: "two_factor",
  managing_people_needs: "two_factor",
  contact_idle_minutes: 43_200,
  contact_absolute_minutes: 129_600,
  staff_idle_minutes: 720,
  staff_absolute_minutes: 75,
} as const;

test("a span is shown in its largest whole unit and read back", () => {
  expect(spanOf(43_200)).toEqual({ count: "30", unit: "day" });
  expect(spanOf(720)).toEqual({ count: "12", unit: "hour" });
  expect(spanOf(75)).toEqual({ count: "75", unit: "minute" });
  for (const minutes of [5, 60, 90, 1440, 129_600]) {
    expect(minutesOf(spanOf(minutes))).toBe(minutes);
  }
  for (const count of ["", "1.5", "-3", "soon"]) {
    expect(minutesOf({ count, unit: "day" })).toBeUndefined();
  }
});

test("a form that nobody touched says what the server said", () => {
  const values = valuesOf(said, { manager: "forced", viewer: "off" });
  expect(values.second_factor_by_role).toMatchObject({ manager: "forced", viewer: "", guest: "" });
  expect(changeOf(values)).toEqual({ ...said, second_factor_by_role: { manager: "forced" } });
});

test("a refused span is shown beside its number", () => {
  expect(fieldOf("staff_idle_minutes")).toBe("staff_idle_minutes.count");
  expect(fieldOf("sign_in_by_email")).toBe("sign_in_by_email");
});
