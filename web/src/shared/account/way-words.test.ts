import { expect, it } from "vitest";
import { codesFile, groupsOf } from "./codes.ts";
import { typedCode } from "./way-words.ts";

it("takes what can be right, as each way has it", () => {
  expect(typedCode("totp", " 123 456 ")).toBe("123456");
  expect(typedCode("sms", "12345")).toBeUndefined();
  expect(typedCode("recovery_code", " abcd-efgh-jk ")).toBe("abcd-efgh-jk");
  expect(typedCode("recovery_code", "  ")).toBeUndefined();
  expect(typedCode("password", " spaces count ")).toBe(" spaces count ");
  expect(typedCode("password", "")).toBeUndefined();
});

it("writes secrets and codes as people keep them", async () => {
  expect(groupsOf("JBSWY3DPEH")).toBe("JBSW Y3DP EH");
  expect(await codesFile("portal.example", ["one", "two"]).text()).toBe("portal.example\n\none\ntwo\n");
});
