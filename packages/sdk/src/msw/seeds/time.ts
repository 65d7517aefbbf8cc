const start = Date.UTC(2026, 0, 5, 8);

/** A fixed moment: so many minutes after the seeds' world begins, on 5 January 2026. */
export const atMinute = (minutes: number): string => new Date(start + minutes * 60_000).toISOString();
