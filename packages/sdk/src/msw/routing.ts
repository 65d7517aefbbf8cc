import {
  type Contract,
  contracts,
  MethodNotAllowedError,
  NotFoundError,
  type Operation,
} from "@stratum-hq/core";

/** An operation that a request asks for, with the parameters of its path. */
export interface Match {
  operation: Operation;
  contract: Contract;
  params: Record<string, string>;
}

const fixedParts = (path: string): number => path.split("/").filter((part) => !part.startsWith(":")).length;
/** What is written out goes before what a parameter could swallow, as in the server's router. */
const table = Object.entries(contracts as Readonly<Record<string, Contract>>)
  .sort(([, a], [, b]) => fixedParts(b.path) - fixedParts(a.path))
  .map(([operation, contract]) => ({
    operation: operation as Operation,
    contract,
    pattern: new RegExp(`/api/v1${contract.path.replace(/:(\w+)/g, "(?<$1>[^/]+)")}$`),
  }));

/** Finds the operation of a request. @throws NotFoundError MethodNotAllowedError */
export function match(method: string, pathname: string): Match {
  const here = table.filter(({ pattern }) => pattern.test(pathname));
  if (here.length === 0) throw new NotFoundError(`There is no route ${method} ${pathname}.`);
  const found = here.find(({ contract }) => contract.method === method);
  if (!found) {
    const allowed = here.map(({ contract }) => contract.method);
    throw new MethodNotAllowedError(`${pathname} takes ${allowed.join(", ")}, not ${method}.`, { allowed });
  }
  const groups = Object.entries(found.pattern.exec(pathname)?.groups ?? {});
  const params = Object.fromEntries(groups.map(([name, text]) => [name, decodeURIComponent(text)]));
  return { operation: found.operation, contract: found.contract, params };
}
