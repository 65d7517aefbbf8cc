import type { AuditVerification } from "@stratum-hq/core";
import { Stratum } from "@stratum-hq/lib";
import { Command } from "commander";
import { CliError, EXIT } from "../exit.ts";
import { print } from "../output.ts";
import { type TargetOptions, tenantId, withPool, withTarget } from "../target.ts";

type Options = TargetOptions & { platform?: boolean; json?: boolean };

/** `stratum verify-audit` */
export const verifyAuditCommand = (): Command =>
  withTarget(new Command("verify-audit"))
    .description("verify the hash chain of a tenant's audit entries; exits with 1 if one was tampered with")
    .argument("[tenant]", "the tenant, by id or by slugs from the root")
    .option("--platform", "verify the platform's own chain instead")
    .option("--json", "print the result as JSON")
    .addHelpText(
      "after",
      `
Examples:
  stratum verify-audit acmesec.northstar_msp
  stratum verify-audit --platform --json | jq -r .head`,
    )
    .action(async (tenant: string | undefined, { platform, json, ...target }: Options) => {
      if ((tenant === undefined) === !platform)
        throw new CliError("Say whose entries to verify: either a tenant or --platform.", EXIT.usage);
      const found = await withPool(target, async (pool) => {
        const stratum = new Stratum({ pool });
        await stratum.initialize();
        return stratum.verifyAudit(tenant === undefined ? null : await tenantId(stratum, tenant));
      });
      print(found, { ...(json && { json }) }, () => told(found));
      if (!found.ok) throw new CliError("The audit log was tampered with.", EXIT.failed);
    });

function told({ entries, sealed, head, fault }: AuditVerification): string {
  if (!fault)
    return `All ${entries} entries are as they were written; ${sealed} are in the chain.\nHead: ${head ?? "none"}`;
  const { position, entry_id, reason } = fault;
  const which = entry_id === null ? "an entry that is not known any more" : `entry ${entry_id}`;
  return `First fault: ${which}${position === null ? "" : `, number ${position} of ${entries},`} is ${reason}.`;
}
