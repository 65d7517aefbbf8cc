import { Skeleton } from "@stratum-hq/react";
import { ChevronRight } from "lucide-react";
import type { ReactElement } from "react";
import { linkTo } from "../history.ts";

export interface TileProps {
  /** Where the whole of it is, if that is another page. */
  path?: string;
  title: string;
  /** How many there are, in words; absent while that is not known. */
  count: string | undefined;
  /** What is worth knowing of them, in a few words. */
  facts: readonly string[];
}

/** One part of a tenant in a nutshell, and the way to it. */
export function Tile({ path, title, count, facts }: TileProps): ReactElement {
  const inside = (
    <>
      <span className="portal-tile-title">{title}</span>
      <span className="portal-tile-count">{count ?? <Skeleton width={80} height={16} />}</span>
      <span className="portal-tile-facts">
        {count === undefined ? <Skeleton width={140} /> : facts.join(" · ")}
      </span>
    </>
  );
  if (path === undefined) return <div className="st-card portal-tile">{inside}</div>;
  return (
    <a className="st-card portal-tile" {...linkTo(path)}>
      {inside}
      <ChevronRight aria-hidden />
    </a>
  );
}
