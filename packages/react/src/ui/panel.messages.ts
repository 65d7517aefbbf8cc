/** English texts that panels share. */
export const panelMessages = {
  "ui.more": "Load more",
  "ui.more.failed": "The next page could not be loaded. {reason}",
  "ui.conflict.theirs": "Take theirs",
  "ui.conflict.mine": "Keep mine",
} as const;
