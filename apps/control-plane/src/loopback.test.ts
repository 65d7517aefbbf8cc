import { expect, test } from "vitest";
import { isLoopback } from "./loopback.ts";

test.each([
  "localhost",
  "LOCALHOST:3000",
  "127.0.0.1",
  "127.8.0.1:80",
  "::1",
  "[::1]",
  "[::1]:3000",
  "::ffff:127.0.0.1",
])("%s is this machine", (host) => expect(isLoopback(host)).toBe(true));
test.each([
  "",
  "0.0.0.0",
  "::",
  "10.0.0.1",
  "localhost.evil.example",
  "127.0.0.1.evil.example",
  "::ffff:10.0.0.1",
])("%s is not", (host) => expect(isLoopback(host)).toBe(false));
