"use client";
import type { Json } from "@stratum-hq/core";
import type { ReactNode } from "react";
import { type CanOptions, useCan } from "./useCan.ts";

export interface CanProps extends CanOptions {
  /** Key of the permission. */
  permission: string;
  /** Shows where it is denied. Default nothing. */
  fallback?: ReactNode;
  /** Holds the place while it is not known. Default nothing. */
  pending?: ReactNode;
  /** Shows where it is allowed; a function gets the value. */
  children: ReactNode | ((value: Json) => ReactNode);
}

/** Shows its children where the active tenant has a permission, and never before that is known. */
export function Can({ permission, fallback, pending, children, ...options }: CanProps): ReactNode {
  const permit = useCan(permission, options);
  if (permit.pending) return pending;
  if (!permit.allowed || permit.value === undefined) return fallback;
  return typeof children === "function" ? children(permit.value) : children;
}
