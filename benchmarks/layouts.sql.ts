/** Three ways to lay a tree in tables so that a subtree can be read, each with its own best statements. */

/** `$1…` stand for ids; every statement is prepared once. */
export interface Layout {
  name: string;
  /** Makes the tables from `seed (id, parent_id, depth, path)`, whose path holds the ids down to self. */
  create: string;
  /** $1 top, $2 and $3 the sort key of the last row before the page, $4 rows. Selects `id` and the sort key `a, b`. */
  page: string;
  /** The least sort key. */
  first: readonly [string, string];
  /** $1 top. */
  count: string;
  /** $1 the moved node, $2 its new parent. */
  move: readonly string[];
  /** $1 a new id, $2 its parent. */
  insert: readonly string[];
  tables: readonly string[];
}

const NIL = "00000000-0000-0000-0000-000000000000";

/** What the engine has: a range of the path of ids, compared byte by byte. Parents come before children in it. */
const range: Layout = {
  name: "B-tree range of the path",
  create: `
    create table range_nodes (id uuid primary key, parent_id uuid, path text collate "C" not null, name text);
    insert into range_nodes select id, parent_id, path, 'x' from seed;
    create index on range_nodes (path);`,
  page: `select n.id, n.path as a, '' as b from range_nodes n
    where n.path > greatest($2::text, (select path || '/' from range_nodes where id = $1::uuid) collate "C") and $3::text = ''
      and n.path < (select path || '0' from range_nodes where id = $1::uuid)
    order by n.path limit $4::int`,
  first: ["", ""],
  // Bounds from a subselect count as values to the planner; from a join they would look like a third of the table.
  count: `select count(*)::int from range_nodes n
    where n.path > (select path || '/' from range_nodes where id = $1::uuid)
      and n.path < (select path || '0' from range_nodes where id = $1::uuid)`,
  move: [
    `with moved as (select m.path as old, p.path || '/' || m.id as new from range_nodes m, range_nodes p where m.id = $1::uuid and p.id = $2::uuid)
     update range_nodes n set path = new || substr(n.path, length(old) + 1),
       parent_id = case when n.id = $1::uuid then $2::uuid else n.parent_id end
     from moved where n.path >= (select old from moved) and n.path < (select old || '0' from moved)`,
  ],
  insert: [
    `insert into range_nodes select $1::uuid, p.id, p.path || '/' || $1::uuid, 'x' from range_nodes p where p.id = $2::uuid`,
  ],
  tables: ["range_nodes"],
};

const gist: Layout = {
  name: "GiST on ltree",
  create: `
    create table gist_nodes (id uuid primary key, parent_id uuid, path ltree not null, name text);
    insert into gist_nodes select id, parent_id, replace(replace(substr(path, 2), '-', ''), '/', '.')::ltree, 'x' from seed;
    create index on gist_nodes using gist (path gist_ltree_ops (siglen = 100));`,
  page: `select n.id, n.path::text as a, '' as b from gist_nodes t, gist_nodes n
    where t.id = $1::uuid and n.path <@ t.path and n.id <> t.id and n.path > $2::text::ltree and $3::text = ''
    order by n.path limit $4::int`,
  first: ["", ""],
  count: `select count(*)::int - 1 from gist_nodes t, gist_nodes n where t.id = $1::uuid and n.path <@ t.path`,
  move: [
    `with moved as (select m.path as old, p.path as above from gist_nodes m, gist_nodes p where m.id = $1::uuid and p.id = $2::uuid)
     update gist_nodes n set path = above || subpath(n.path, nlevel(old) - 1),
       parent_id = case when n.id = $1::uuid then $2::uuid else n.parent_id end
     from moved where n.path <@ old`,
  ],
  insert: [
    `insert into gist_nodes select $1::uuid, p.id, p.path || replace($1::uuid::text, '-', ''), 'x' from gist_nodes p where p.id = $2::uuid`,
  ],
  tables: ["gist_nodes"],
};

const closure: Layout = {
  name: "closure table",
  create: `
    create table closure_nodes (id uuid primary key, parent_id uuid, name text);
    insert into closure_nodes select id, parent_id, 'x' from seed;
    create table closure_pairs (ancestor uuid not null, distance int not null, descendant uuid not null);
    insert into closure_pairs select a::uuid, seed.depth + 1 - place, seed.id
      from seed, unnest(string_to_array(substr(path, 2), '/')) with ordinality as x (a, place);
    alter table closure_pairs add primary key (ancestor, distance, descendant);
    create index on closure_pairs (descendant);`,
  page: `select n.id, c.distance as a, c.descendant as b from closure_pairs c join closure_nodes n on n.id = c.descendant
    where c.ancestor = $1::uuid and (c.distance, c.descendant) > ($2::int, $3::uuid)
    order by c.distance, c.descendant limit $4::int`,
  first: ["0", NIL.replaceAll("0", "f")],
  count: "select count(*)::int from closure_pairs where ancestor = $1::uuid and distance > 0",
  move: [
    `delete from closure_pairs where descendant in (select descendant from closure_pairs where ancestor = $1::uuid)
       and ancestor not in (select descendant from closure_pairs where ancestor = $1::uuid) and $2::uuid is not null`,
    `insert into closure_pairs select a.ancestor, a.distance + d.distance + 1, d.descendant
     from closure_pairs a, closure_pairs d where a.descendant = $2::uuid and d.ancestor = $1::uuid`,
    "update closure_nodes set parent_id = $2::uuid where id = $1::uuid",
  ],
  insert: [
    "insert into closure_nodes values ($1::uuid, $2::uuid, 'x')",
    `insert into closure_pairs select ancestor, distance + 1, $1::uuid from closure_pairs where descendant = $2::uuid
     union all select $1::uuid, 0, $1::uuid`,
  ],
  tables: ["closure_nodes", "closure_pairs"],
};

export const layouts: readonly Layout[] = [range, gist, closure];
