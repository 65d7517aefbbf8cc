/** English texts of the provider. */
export const providerMessages = {
  "provider.discard.title": { one: "Discard {count} change?", other: "Discard {count} changes?" },
  "provider.discard.text": "They are not saved yet. Stay here to save them first.",
  "provider.discard.confirm": "Discard",
  "provider.discard.stay": "Stay",
} as const;
