import type * as z from "zod";
import { type FieldError, ValidationError } from "./errors.ts";

const list = (keys: readonly PropertyKey[]): string => keys.map(String).join(".");

/** Names each field that zod refuses, e.g. `body.slug`; an unknown field is named by itself. */
export function fieldErrors(issues: readonly z.core.$ZodIssue[], part: string): FieldError[] {
  return issues.flatMap((issue): FieldError[] => {
    const path = list([part, ...issue.path]);
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({
        path: `${path}.${key}`,
        message: "is not a field here; remove it or mend its spelling",
      }));
    }
    if (issue.code === "invalid_type" && issue.input === undefined)
      return [{ path, message: `is required (${issue.expected})` }];
    if (issue.code === "invalid_value")
      return [{ path, message: `must be one of ${issue.values.map(String).join(", ")}` }];
    return [{ path, message: reason(issue) }];
  });
}

const units: Record<string, string> = { string: "character", array: "entry", set: "entry" };
const count = (n: number | bigint, origin: string): string => {
  const unit = units[origin];
  if (!unit) return String(n);
  return `${n} ${n === 1 ? unit : unit === "entry" ? "entries" : `${unit}s`}`;
};

/** In words that stand after the field's name. A schema's own message is already in such words. */
function reason(issue: z.core.$ZodIssue): string {
  if (issue.code === "too_small")
    return `must ${verb(issue.origin)} at least ${count(issue.minimum, issue.origin)}`;
  if (issue.code === "too_big")
    return `must ${verb(issue.origin)} at most ${count(issue.maximum, issue.origin)}`;
  if (issue.code === "invalid_type") return `must be of type ${issue.expected}`;
  if (issue.code === "invalid_union" && issue.message === "Invalid input")
    return "has none of the shapes that are allowed here";
  return issue.message;
}
const verb = (origin: string): string => (units[origin] ? "have" : "be");

/**
 * Parses `value`, or throws naming every bad field.
 * @param part which part of the input it is: `body`, `query` or `params`; first step of each path.
 * @throws ValidationError
 */
export function validate<S extends z.ZodType>(schema: S, value: unknown, part = "body"): z.output<S> {
  const fault = unsafe(value, part);
  if (fault) throw invalid([fault]);
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  const errors = fieldErrors(result.error.issues, part);
  throw invalid(errors);
}

const MAX_DEPTH = 200;

/** A key that zod would leave out without a word, or nesting that would end its stack. */
function unsafe(value: unknown, path: string, depth = 0): FieldError | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (depth > MAX_DEPTH)
    return { path: path.slice(0, 255), message: `is nested deeper than ${MAX_DEPTH} levels` };
  if (Object.hasOwn(value, "__proto__"))
    return { path: `${path}.__proto__`, message: "is a name that no object can safely have; rename it" };
  for (const [key, inner] of Object.entries(value)) {
    const fault = unsafe(inner, `${path}.${key}`, depth + 1);
    if (fault) return fault;
  }
  return undefined;
}

/** A validation error over named fields; its message is a sentence that names the first ones. */
export function invalid(errors: FieldError[]): ValidationError {
  const first = errors.slice(0, 3).map((e) => `${e.path} ${e.message}`);
  const more = errors.length > 3 ? ` (and ${errors.length - 3} more)` : "";
  return new ValidationError(`Invalid input: ${first.join("; ")}${more}.`, { errors });
}
