/** The German texts of files on their way. */
import type { uploads as english } from "./en-uploads.ts";
import type { SameKeys } from "./texts.tsx";

export const uploads: SameKeys<typeof english> = {
  "upload.choose": "Dateien wählen",
  "upload.choose_one": "Datei wählen",
  "upload.drop": "Loslassen, um die Dateien hochzuladen",
  "upload.list": "Hochgeladenes",
  "upload.arrived": {
    one: "{done} von {count} Datei ist angekommen",
    other: "{done} von {count} Dateien sind angekommen",
  },
  "upload.clear": "Liste leeren",
  "upload.progress": "Fortschritt von {name}",
  "upload.pause": "Anhalten",
  "upload.pause.of": "{name} anhalten",
  "upload.go_on": "Fortsetzen",
  "upload.go_on.of": "{name} fortsetzen",
  "upload.again": "Noch einmal",
  "upload.again.of": "{name} noch einmal versuchen",
  "upload.give_up": "Abbrechen",
  "upload.give_up.of": "{name} abbrechen",
  "upload.dismiss": "Aus der Liste nehmen",
  "upload.dismiss.of": "{name} aus der Liste nehmen",
  "upload.state.waiting": "Wartet, bis es an der Reihe ist, {total}",
  "upload.state.running": "{sent} von {total}",
  "upload.state.paused": "Angehalten bei {sent} von {total}",
  "upload.state.done": "Angekommen. Wird geprüft.",
  "upload.stall.offline": "Keine Verbindung. Es geht von selbst weiter, ab {sent} von {total}.",
  "upload.stall.locked": "Der letzte Teil wird noch geschrieben. Gleich geht es weiter.",
  "upload.stall.busy": "Das Portal ist ausgelastet. Es geht von selbst weiter, ab {sent} von {total}.",
  "upload.said.done": "{name} ist angekommen.",
  "upload.said.refused": "{name} wurde nicht angenommen. {reason}",
  "upload.reason.too_large": "Die Datei ist größer, als eine Datei hier sein darf.",
  "upload.reason.quota_exceeded":
    "Hier ist kein Platz mehr für Dateien. Bitten Sie um mehr und versuchen Sie es dann noch einmal.",
  "upload.reason.disk_full": "Das Portal hat im Moment keinen Platz mehr. Versuchen Sie es später noch einmal.",
  "upload.reason.storage_away":
    "Dateien können im Moment nicht aufbewahrt werden. Versuchen Sie es in ein paar Minuten noch einmal.",
  "upload.reason.other_side": "Eine neue Version bringt nur die Seite, von der die Datei ist.",
  "upload.reason.forbidden": "Sie haben nicht das Recht, das hochzuladen.",
  "upload.reason.session_over":
    "Sie sind abgemeldet. Melden Sie sich wieder an und wählen Sie dieselbe Datei: Sie geht dort weiter, wo sie stand.",
  "upload.reason.over": "Das Hochladen lag zu lange zurück. Versuchen Sie es noch einmal: Es beginnt von vorn.",
  "upload.reason.name":
    "Ihr Name geht hier nicht. Benennen Sie die Datei auf Ihrem Gerät um und wählen Sie sie noch einmal.",
  "upload.reason.project": "Sagen Sie zuerst, zu welchem Projekt sie gehört.",
  "upload.reason.invalid": "Etwas daran stimmt nicht: der Name, der Ordner oder die Notiz.",
  "upload.reason.unreadable":
    "Sie lässt sich nicht lesen. Sie wurde auf Ihrem Gerät geändert oder verschoben, oder es ist ein Ordner.",
  "upload.reason.busy":
    "Das Portal antwortet nicht richtig. Versuchen Sie es gleich noch einmal; was angekommen ist, bleibt.",
  "upload.reason.unknown": "Bei uns ist etwas schiefgegangen. Versuchen Sie es gleich noch einmal.",
};
