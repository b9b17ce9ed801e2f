/** The texts of the sign-in page. The page itself carries the English ones, so that it reads before any script runs. */

export const en = {
  "address.title": "Sign in",
  "address.hint": "Enter your e-mail address or phone number. We will send you a six-digit code.",
  "address.hint_email": "Enter your e-mail address. We will send you a link and a six-digit code.",
  "address.hint_phone": "Enter your phone number. We will send you a six-digit code.",
  "address.hint_known": "We will send you a six-digit code. Nothing to type here.",
  "address.label": "E-mail or phone number",
  "address.label_email": "E-mail address",
  "address.label_phone": "Phone number",
  "address.send": "Send me a code",
  "address.other": "Use another address",
  "address.known_sms": "Code by SMS to {masked}",
  "address.known_email": "Code by e-mail to {masked}",
  "address.missing": "Enter your address first.",
  "address.invalid": "That doesn't look like an e-mail address or phone number.",
  "address.invalid_email": "That doesn't look like an e-mail address.",
  "address.invalid_phone": "That doesn't look like a phone number. Try it with the country code, such as +31.",
  "code.title": "Enter the code",
  "code.hint_sms": "If {masked} is known here, an SMS with a code is on its way. It is good for 10 minutes.",
  "code.hint_email":
    "If {masked} is known here, an e-mail with a link and a code is on its way. It is good for 10 minutes.",
  "code.hint_link":
    "You opened the link in another browser than the one that asked. Enter the code from the same message.",
  "code.label": "Six-digit code",
  "code.send": "Sign in",
  "code.again": "Send a new code",
  "code.again_in": "Send a new code in {seconds} s",
  "code.back": "Use another address",
  "code.missing": "A code has six digits.",
  "code.wrong": "That is not the code. Look at the newest message and try again.",
  "code.wrong_left": "That is not the code. Tries left: {left}.",
  "code.expired": "This code is used or over. Ask for a new one.",
  "code.sent_again": "A new code is on its way. The old one no longer works.",
  "link.working": "Signing you in",
  "link.expired": "This link was used already or is over.",
  "link.expired_again": "Send a new link",
  "link.dead": "This link is no longer good. Sign in with your own address to see your documents.",
  "error.unreachable": "The connection seems to be away. Check it, then try again.",
  "error.limit": "That was too often. Wait {minutes} min, then try again.",
  "error.unknown": "Something went wrong on our side. Try again in a moment.",
  noscript: "Signing in needs JavaScript. Please switch it on for this page.",
  help: "Trouble signing in? Get in touch:",
  privacy: "Privacy",
  imprint: "Imprint",
};

export type TextKey = keyof typeof en;

export const de: Record<TextKey, string> = {
  "address.title": "Anmelden",
  "address.hint": "Geben Sie Ihre E-Mail-Adresse oder Telefonnummer ein. Wir schicken Ihnen einen sechsstelligen Code.",
  "address.hint_email":
    "Geben Sie Ihre E-Mail-Adresse ein. Wir schicken Ihnen einen Link und einen sechsstelligen Code.",
  "address.hint_phone": "Geben Sie Ihre Telefonnummer ein. Wir schicken Ihnen einen sechsstelligen Code.",
  "address.hint_known": "Wir schicken Ihnen einen sechsstelligen Code. Hier ist nichts einzutippen.",
  "address.label": "E-Mail oder Telefonnummer",
  "address.label_email": "E-Mail-Adresse",
  "address.label_phone": "Telefonnummer",
  "address.send": "Code schicken",
  "address.other": "Andere Adresse verwenden",
  "address.known_sms": "Code per SMS an {masked}",
  "address.known_email": "Code per E-Mail an {masked}",
  "address.missing": "Geben Sie zuerst Ihre Adresse ein.",
  "address.invalid": "Das sieht nicht nach einer E-Mail-Adresse oder Telefonnummer aus.",
  "address.invalid_email": "Das sieht nicht nach einer E-Mail-Adresse aus.",
  "address.invalid_phone":
    "Das sieht nicht nach einer Telefonnummer aus. Versuchen Sie es mit der Vorwahl des Landes, etwa +49.",
  "code.title": "Code eingeben",
  "code.hint_sms": "Wenn {masked} hier bekannt ist, kommt gleich eine SMS mit einem Code. Er gilt 10 Minuten.",
  "code.hint_email":
    "Wenn {masked} hier bekannt ist, kommt gleich eine E-Mail mit einem Link und einem Code. Er gilt 10 Minuten.",
  "code.hint_link":
    "Sie haben den Link in einem anderen Browser geöffnet als dem, der ihn angefordert hat. Geben Sie den Code aus derselben Nachricht ein.",
  "code.label": "Sechsstelliger Code",
  "code.send": "Anmelden",
  "code.again": "Neuen Code schicken",
  "code.again_in": "Neuen Code schicken in {seconds} s",
  "code.back": "Andere Adresse verwenden",
  "code.missing": "Ein Code hat sechs Ziffern.",
  "code.wrong": "Das ist nicht der Code. Sehen Sie in die neueste Nachricht und versuchen Sie es noch einmal.",
  "code.wrong_left": "Das ist nicht der Code. Versuche übrig: {left}.",
  "code.expired": "Dieser Code ist verbraucht oder abgelaufen. Fordern Sie einen neuen an.",
  "code.sent_again": "Ein neuer Code ist unterwegs. Der alte gilt nicht mehr.",
  "link.working": "Sie werden angemeldet",
  "link.expired": "Dieser Link ist verbraucht oder abgelaufen.",
  "link.expired_again": "Neuen Link schicken",
  "link.dead": "Dieser Link gilt nicht mehr. Melden Sie sich mit Ihrer eigenen Adresse an, um Ihre Dokumente zu sehen.",
  "error.unreachable": "Die Verbindung scheint weg zu sein. Prüfen Sie sie und versuchen Sie es noch einmal.",
  "error.limit": "Das war zu oft. Warten Sie {minutes} min und versuchen Sie es noch einmal.",
  "error.unknown": "Bei uns ist etwas schiefgegangen. Versuchen Sie es gleich noch einmal.",
  noscript: "Zum Anmelden wird JavaScript gebraucht. Bitte schalten Sie es für diese Seite ein.",
  help: "Probleme beim Anmelden? Melden Sie sich:",
  privacy: "Datenschutz",
  imprint: "Impressum",
};

const catalogues: Record<string, Record<TextKey, string>> = { en, de };

export type Say = (key: TextKey, values?: Record<string, string | number>) => string;

/** The texts of a language, English where there are none. */
export function textsOf(language: string): Say {
  const catalogue = catalogues[language] ?? en;
  return (key, values = {}) =>
    catalogue[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
