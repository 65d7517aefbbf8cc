/** For tests: an endpoint on this machine that keeps what it is sent. */
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

export interface Message {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}
export interface Endpoint {
  url(path?: string): string;
  messages: Message[];
  /** What it answers by path; null never answers. Default 204. */
  answers: Map<string, number | null>;
  /** Runs before each answer. */
  on_message: (message: Message) => Promise<void> | void;
  close(): Promise<void>;
}

export async function endpoint(): Promise<Endpoint> {
  const self: Pick<Endpoint, "messages" | "answers" | "on_message"> = {
    messages: [],
    answers: new Map(),
    on_message: () => undefined,
  };
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request.setEncoding("utf8")) body += chunk;
    const message = { path: request.url ?? "", headers: request.headers, body };
    self.messages.push(message);
    await self.on_message(message);
    const status = self.answers.has(message.path) ? self.answers.get(message.path) : 204;
    if (status) response.writeHead(status).end();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return Object.assign(self, {
    url: (path = "/") => `http://127.0.0.1:${port}${path}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  });
}
