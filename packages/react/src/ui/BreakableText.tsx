import { Fragment, type ReactElement } from "react";

/** A key, an address or an id that breaks behind its dots and dashes when it must, rather than anywhere. */
export function BreakableText({ text }: { text: string }): ReactElement {
  const parts = text.split(/(?<=[._:@/-])(?=.)/);
  return (
    <>
      {parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text have no other identity
        <Fragment key={index}>
          {index > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </>
  );
}
