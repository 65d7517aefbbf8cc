import * as z from "zod";

/** RFC 9457 problem document, as every failing call answers. */
export const Problem = z
  .object({
    type: z.string().describe("`about:blank`; the code says which error it is."),
    title: z.string().describe("Reason phrase of the status."),
    status: z.number().int(),
    detail: z.string().describe("What went wrong, in a sentence."),
    code: z.string().describe("Stable error code."),
    request_id: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    details: z.record(z.string(), z.unknown()).optional(),
  })
  .meta({ id: "Problem" });
export type Problem = z.infer<typeof Problem>;
