export { type ConsentApi, createConsent } from "./consent.ts";
