"use client";
import {
  type ComponentPropsWithoutRef,
  cloneElement,
  forwardRef,
  isValidElement,
  type ReactElement,
  type Ref,
  type RefAttributes,
  version,
} from "react";
import { cx, type Part } from "./part.ts";

type ButtonProps = ComponentPropsWithoutRef<"button">;
type ChildProps = ButtonProps & RefAttributes<HTMLElement> & Record<string, unknown>;

/** The ref of an element: a prop since React 19, a field before. */
const refOf = (element: ReactElement<ChildProps>): Ref<HTMLElement> | undefined =>
  version.startsWith("18.") ? (element as unknown as { ref?: Ref<HTMLElement> }).ref : element.props.ref;

function setRef(ref: Ref<HTMLElement> | undefined, element: HTMLElement | null): void {
  if (typeof ref === "function") ref(element);
  else if (ref) ref.current = element;
}

/**
 * A button, or with `asChild` its only child in its place, which gets the same props: its own win, both handlers run,
 * the child's first, and class names are joined. Does for buttons what Radix's Slot does for everything.
 */
export const AsChild: Part<ButtonProps & { asChild?: boolean | undefined }, HTMLElement> = forwardRef<
  HTMLElement,
  ButtonProps & { asChild?: boolean | undefined }
>(function AsChild({ asChild, children, ...props }, ref) {
  if (!asChild || !isValidElement<ChildProps>(children))
    return (
      <button type="button" {...props} ref={ref as Ref<HTMLButtonElement>}>
        {children}
      </button>
    );
  const merged: Record<string, unknown> = { ...props, ...children.props };
  for (const [name, ours] of Object.entries(props)) {
    const theirs = children.props[name];
    if (typeof ours === "function" && typeof theirs === "function")
      merged[name] = (...args: unknown[]) => {
        theirs(...args);
        ours(...args);
      };
  }
  merged.className = cx(props.className, children.props.className) || undefined;
  const child = refOf(children);
  merged.ref = (element: HTMLElement | null) => {
    setRef(child, element);
    setRef(ref, element);
  };
  return cloneElement(children, merged);
});
