import { API_KEY_SCOPES, type ApiKey, type ApiKeyScope, type CreatedApiKey } from "@stratum-hq/core";
import { Command, InvalidArgumentError } from "commander";
import { CliError, EXIT } from "../exit.ts";
import { print, table } from "../output.ts";
import { type TargetOptions, tenantId, withStratum, withTarget } from "../target.ts";

type Options = TargetOptions & { json?: boolean };
type CreateOptions = Options & {
  name: string;
  tenant?: string;
  platform?: boolean;
  scopes: string;
  expires?: string;
  test?: boolean;
  rateLimit?: number;
};
type ListOptions = Options & { dormant?: number };
type RotateOptions = Options & { overlap?: number };

/** `stratum keys create|list|rotate|revoke` */
export const keysCommand = (): Command =>
  new Command("keys")
    .description("create, list, rotate and revoke API keys")
    .addCommand(createCommand())
    .addCommand(listCommand())
    .addCommand(rotateCommand())
    .addCommand(revokeCommand());

const createCommand = (): Command =>
  withTarget(new Command("create"))
    .description("create an API key and print it; it is shown this once and stored nowhere")
    .requiredOption("--name <name>", "what the key is for")
    .option("--tenant <id or path>", "its reach: the subtree of this tenant, by id or by slugs from the root")
    .option("--platform", "its reach: everything")
    .option("--scopes <list>", `some of ${API_KEY_SCOPES.join(", ")}`, "read")
    .option(
      "--expires <date>",
      "when it stops working, e.g. 2030-01-31 or 2030-01-31T12:00:00Z (default: never)",
    )
    .option("--test", "begin it with sk_test_ instead of sk_live_")
    .option("--rate-limit <number>", "requests a minute (default: the server's)", whole)
    .option("--json", "print the result as JSON")
    .addHelpText(
      "after",
      `
Examples:
  stratum keys create --name billing --tenant acmesec.northstar_msp --scopes read,write
  stratum keys create --name deploy --platform --scopes admin --expires 2030-01-31
  KEY=$(stratum keys create --name ci --platform --json | jq -r .plaintext_key)`,
    )
    .action(async (options: CreateOptions) => {
      if ((options.tenant === undefined) === !options.platform) {
        throw new CliError("Say how far the key reaches: either --tenant or --platform.", EXIT.usage);
      }
      const key = await withStratum(options, async (stratum) => {
        const tenant_id = options.tenant === undefined ? null : await tenantId(stratum, options.tenant);
        return stratum.createApiKey(tenant_id, {
          name: options.name,
          // The engine names a scope that it does not know.
          scopes: options.scopes.split(",").map((scope) => scope.trim() as ApiKeyScope),
          ...(options.expires === undefined ? {} : { expires_at: timestamp(options.expires) }),
          ...(options.test ? { environment: "test" } : {}),
          ...(options.rateLimit === undefined ? {} : { rate_limit: options.rateLimit }),
        });
      });
      show(key, options);
    });

const listCommand = (): Command =>
  withTarget(new Command("list"))
    .description("list all API keys, newest first, without their secrets")
    .option("--dormant <days>", "only those that still work, but were not used for so many days", whole)
    .option("--json", "print the result as JSON")
    .addHelpText("after", "\nExamples:\n  stratum keys list\n  stratum keys list --dormant 90 --json")
    .action(async ({ dormant, ...options }: ListOptions) => {
      const keys = await withStratum(options, async (stratum) => {
        const all: ApiKey[] = [];
        for (let cursor: string | null | undefined; cursor !== null; ) {
          const query = { limit: 100, ...(cursor ? { cursor } : {}) };
          const page = await (dormant === undefined
            ? stratum.listApiKeys(query)
            : stratum.listDormantKeys(dormant, query));
          all.push(...page.data);
          cursor = page.next_cursor;
        }
        return all;
      });
      print(keys, options, () =>
        keys.length === 0 ? "There are no API keys." : table(headings, keys.map(row)),
      );
    });

const rotateCommand = (): Command =>
  withTarget(new Command("rotate"))
    .description("replace an API key by a new one and print it; the old one works on for a while")
    .argument("<id>", "id of the key, as `stratum keys list` shows it")
    .option("--overlap <seconds>", "how long the old key works on (default: 86400, a day)", whole)
    .option("--json", "print the result as JSON")
    .addHelpText(
      "after",
      "\nExamples:\n  stratum keys rotate 0199c2f0-7a51-7cc3-9d2e-1f2a3b4c5d6e --overlap 3600",
    )
    .action(async (id: string, { overlap, ...options }: RotateOptions) => {
      const rotation = overlap === undefined ? {} : { overlap_seconds: overlap };
      show(await withStratum(options, (stratum) => stratum.rotateApiKey(id, rotation)), options);
    });

const revokeCommand = (): Command =>
  withTarget(new Command("revoke"))
    .description("revoke an API key at once")
    .argument("<id>", "id of the key, as `stratum keys list` shows it")
    .option("--json", "print the result as JSON")
    .addHelpText("after", "\nExamples:\n  stratum keys revoke 0199c2f0-7a51-7cc3-9d2e-1f2a3b4c5d6e")
    .action(async (id: string, options: Options) => {
      const key = await withStratum(options, (stratum) => stratum.revokeApiKey(id));
      print(key, options, () => `Revoked ${key.name} (${key.id}).`);
    });

function show(key: CreatedApiKey, options: Options): void {
  print(key, options, () => key.plaintext_key);
  if (!options.json) process.stderr.write("This is the only time that the key is shown. Keep it safe.\n");
}

const headings = ["ID", "NAME", "REACH", "SCOPES", "ENDS WITH", "STATE", "LAST USED"];
const row = (key: ApiKey): string[] => [
  key.id,
  key.name,
  key.tenant_id ?? "platform",
  key.scopes.join(","),
  key.hint,
  state(key),
  key.last_used_at ?? "never",
];

function state({ revoked_at, expires_at }: ApiKey): string {
  if (revoked_at !== null) return "revoked";
  if (expires_at === null) return "active";
  return Date.parse(expires_at) <= Date.now() ? "expired" : `until ${expires_at}`;
}

function whole(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("It must be a whole number.");
  return Number(text);
}

function timestamp(text: string): string {
  const date = new Date(text);
  if (Number.isNaN(date.getTime()))
    throw new CliError(`--expires ${text} is no date; write it as 2030-01-31.`, EXIT.usage);
  return date.toISOString();
}
