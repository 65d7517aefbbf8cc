/** English texts of the provider. */
export const providerMessages = {
  "provider.discard.title": { one: "Discard {count} change?", other: "Discard {count} changes?" },
  "provider.discard.text": "Nothing of it has been saved yet. Stay here to save it first.",
  "provider.discard.confirm": "Discard",
} as const;
