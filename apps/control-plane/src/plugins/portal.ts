/** Serves the built portal: files as they are, its one page for every other address that a browser opens. */
import { join } from "node:path";
import files from "@fastify/static";
import type { FastifyInstance } from "fastify";

const YEAR_SECONDS = 31_536_000;

/** @param options.root folder of the build; it holds `index.html`, and hashed files under `assets/`. */
export async function portal(app: FastifyInstance, { root }: { root: string }): Promise<void> {
  const assets = join(root, "assets/");
  app.addHook("onRoute", (route) => {
    route.config = { ...route.config, ofPage: true };
  });
  await app.register(files, {
    root,
    wildcard: false,
    cacheControl: false,
    dotfiles: "ignore",
    setHeaders: (response, path) => {
      const hashed = path.startsWith(assets);
      response.header("cache-control", hashed ? `public, max-age=${YEAR_SECONDS}, immutable` : "no-cache");
    },
  });
  app.get("/*", { config: { scope: "public" }, schema: { hide: true } }, (request, reply) => {
    const isPage =
      request.headers.accept?.includes("text/html") && !/^\/(api|portal)(\/|$)/.test(request.url);
    return isPage ? reply.sendFile("index.html") : reply.callNotFound();
  });
}
