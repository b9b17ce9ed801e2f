/** What the server wrote into the page about the brand, read once. */
import { setNonce } from "get-nonce";
import type { Portal } from "../api/types.ts";

/** Whom this browser reads one document as, by a delivery link and without a sign-in. */
export type Reading = { channel: "sms" | "email"; masked: string };

export type Brand = Portal & { prefix: string; nonce: string; reading?: Reading };

const UNKNOWN: Brand = {
  name: "Portico",
  preset: "",
  language: "en",
  languages: ["en"],
  time_zone: "UTC",
  country: "",
  currency: "EUR",
  sign_in: { sms: false, email: true, password: false },
  login_text: null,
  footer_text: null,
  support_contact: null,
  colour: "",
  logo_light_url: null,
  logo_dark_url: null,
  favicon_url: "",
  modules: [],
  prefix: "",
  nonce: "",
};

function readBrand(): Brand {
  const text = document.getElementById("portico-brand")?.textContent;
  if (text === null || text === undefined || text.trim() === "") {
    return UNKNOWN;
  }
  return { ...UNKNOWN, ...(JSON.parse(text) as Partial<Brand>) };
}

/** The staff page knows its nonce only; everything else of it comes with the staff session. */
export const brand: Brand = readBrand();

// Scroll locking of dialogs adds a style element, which the security policy lets through only with the nonce.
if (brand.nonce !== "") {
  setNonce(brand.nonce);
}

/** The path under which the app lives, without a slash at its end: `` or `/clients`. */
export const basePath: string = new URL(document.baseURI).pathname.replace(/\/+$/, "");
