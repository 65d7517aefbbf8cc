/** What the page of a component in Storybook says beside its props. Not part of the package. */
import type { Operation } from "@stratum-hq/core";
import type { KeyTable } from "./keys.ts";

/** One component's part of a page. */
export interface ComponentDocs {
  /** Title of the stories on whose page it stands. */
  page: string;
  /** Its parts, by the value of `data-slot`: what each is. */
  slots?: Readonly<Record<string, string>>;
  /** Its state for style sheets, by attribute: on which part, and what it may say. */
  attributes?: Readonly<Record<`data-${string}`, string>>;
  /** What can be done by keyboard. */
  keys?: KeyTable;
  /** Which operations of the control plane it calls, and when. */
  requests?: Readonly<{ [operation in Operation]?: string }>;
}

/** Components of a feature, by the name under which the kit exports them. */
export type FeatureDocs = Readonly<Record<string, ComponentDocs>>;
