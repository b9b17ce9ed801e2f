/** Words of what documents begin with: their type, templates, copies. */
export const templateWords = {
  "duplicate.button": "Duplicate",
  "duplicate.title": "Duplicate this document?",
  "duplicate.text":
    "A new draft says the same, with its prices and pictures. It has no number and no last day yet, and this document stays as it is.",
  "duplicate.done": "Copied. This is the new draft.",

  "template.save.button": "Save as template",
  "template.save.title": "Save as a template",
  "template.save.text":
    "What stands here now can begin other documents, for any client. {client} is not part of it, nor is the last day.",
  "template.save.confirm": "Save template",
  "template.save.done": "Saved as template “{name}”",
  "template.name": "Name of the template",
  "template.name.missing": "Give it a name.",
  "error.code.name_taken": "Another template has this name.",
  "template.blocks": { one: "{count} block", other: "{count} blocks" },
  "template.use": "Use",
  "template.use_name": "Use {name}",
  "template.rename_name": "Rename {name}",
  "template.rename.title": "Rename the template",
  "template.rename.text": "What was made with it keeps its own title.",
  "template.remove_name": "Delete {name}",
  "template.remove.title": "Delete this template?",
  "template.remove.text": "“{name}” can begin no more documents. Those that were made with it stay as they are.",
  "template.remove.confirm": "Delete template",
  "template.remove.done": "Template “{name}” deleted",
  "templates.title": "Templates",
  "templates.lead": "What new documents begin with. Any document can be saved as one, in its menu.",
  "templates.new_document": "New document",
  "templates.empty.title": "No templates yet",
  "templates.empty.text":
    "Open a document that you write again and again, and choose “Save as template” in its menu. The next one begins with it.",
  "templates.empty.next": "Go to the documents",

  "new_document.asks.choose": "To choose from and accept",
  "new_document.asks.acknowledge": "To read and confirm",
  "new_document.asks.sign": "To sign",
  "new_document.asks.pay": "To pay",
  "new_document.asks.nothing": "To read",
  "new_document.start": "Start from",
  "new_document.start.blank": "A blank page",
  "new_document.start.hint": "To start from an earlier document, open it and choose “Duplicate” in its menu.",
  "new_document.start.none":
    "A blank page. Save a document as a template, or duplicate one, in its menu: the next need not begin empty.",
  "new_document.start.manage": "Manage templates",
};
