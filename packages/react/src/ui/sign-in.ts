"use client";
import { type Context, createContext, useContext } from "react";

/** How the application lets the reader sign in again. `false`, or a promise of it, says that nobody did. */
export type SignIn = () => unknown;

/** Filled by the provider; undefined where the application says nothing about it. */
export const SignInContext: Context<SignIn | undefined> = createContext<SignIn | undefined>(undefined);

/** Signs in again and resolves to whether somebody did; undefined where the application gave no way. */
export function useSignIn(): (() => Promise<boolean>) | undefined {
  const signIn = useContext(SignInContext);
  return signIn && (async () => (await signIn()) !== false);
}
