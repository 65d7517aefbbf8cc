/**
 * The page of a component: what it is, a live demo, and for each component of the page its props, parts, state, keys,
 * requests and size. A file of stories without a component of its own shows its stories instead.
 */

import { Canvas, Description, DocsContext, Source, Stories, Title } from "@storybook/addon-docs/blocks";
import { Fragment, type ReactElement, type ReactNode, useContext } from "react";
import { routes } from "../packages/core/src/client.ts";
import * as kit from "../packages/react/src/index.ts";
import type { ComponentDocs } from "../packages/react/src/testing/component-docs.ts";
import { componentDocs } from "../packages/react/src/testing/docs.ts";
import sizes from "./sizes.json" with { type: "json" };

/** A component, with what the build reads from its types. */
interface Documented {
  __docgenInfo?: { props?: Record<string, DocumentedProp> };
}
interface DocumentedProp {
  required: boolean;
  description: string;
  type: { name: string; value?: readonly { value: string }[] };
}

export function DocsPage(): ReactElement {
  const context = useContext(DocsContext);
  const stories = context.componentStories();
  const [first] = stories;
  const title = first?.title ?? "";
  const here = Object.entries(componentDocs).filter(([, docs]) => docs.page === title);
  if (!first || here.length === 0)
    return (
      <>
        <Title />
        <Stories title="" />
      </>
    );
  return (
    <div className="sb-docs">
      <Title />
      <Description />
      <Canvas of={first.moduleExport} />
      <h2 id="stories">Stories</h2>
      <ul className="sb-stories">
        {stories.map(({ id, name }) => (
          <li key={id}>
            <a href={`?path=/story/${id}`} target="_top">
              {name}
            </a>
          </li>
        ))}
      </ul>
      {here.map(([name, docs]) => (
        <Component key={name} name={name} docs={docs} />
      ))}
    </div>
  );
}

function Component({ name, docs }: { name: string; docs: ComponentDocs }): ReactElement {
  const component = (kit as unknown as Record<string, Documented>)[name];
  const size = (sizes as Record<string, { first: number; later: number }>)[name];
  const { slots = {}, attributes = {}, keys, requests = {} } = docs;
  return (
    <section className="sb-component">
      <h2 id={name}>{name}</h2>
      <Source language="tsx" code={`import { ${name} } from "@stratum-hq/react";`} />
      {size && (
        <p>
          Costs <strong>{kilobytes(size.first)}</strong> beside the provider
          {size.later > 0 && <>, and {kilobytes(size.later)} when it is needed</>}; minified and compressed,
          React and TanStack Query aside.
        </p>
      )}
      <Facts title="Props" heads={["Prop", "Type", "What it does"]} rows={propsOf(component)} />
      <Facts title="Parts" heads={["data-slot", "What it is"]} rows={Object.entries(slots).map(coded)} />
      <Facts
        title="State"
        heads={["Attribute", "Where, and what it says"]}
        rows={Object.entries(attributes).map(coded)}
      />
      <Facts
        title="Keys"
        heads={["Keys", "Where", "What happens"]}
        rows={(keys?.operations ?? []).map((one) => [
          `${one.keys} ${one.when}`,
          <Keys key="keys" keys={one.keys} />,
          one.when,
          one.does,
        ])}
      />
      <Facts
        title="Requests"
        heads={["Operation", "Request", "When"]}
        rows={Object.entries(requests).map(([operation, when]) => {
          const route = routes[operation as keyof typeof routes];
          return [
            operation,
            <code key="operation">{operation}</code>,
            <code key="route">
              {route.method} /api/v1{route.path}
            </code>,
            when,
          ];
        })}
      />
    </section>
  );
}

const coded = ([name, words]: [string, string]): [string, ...ReactNode[]] => [
  name,
  <code key="name">{name}</code>,
  words,
];
const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;

/** Its own props, those that must be given first. What its root element takes besides is not listed. */
function propsOf(component: Documented | undefined): [string, ...ReactNode[]][] {
  const props = Object.entries(component?.__docgenInfo?.props ?? {});
  return props
    .sort(([, a], [, b]) => Number(b.required) - Number(a.required))
    .map(([name, { required, description, type }]) => [
      name,
      <Fragment key="name">
        <code>{name}</code>
        {required && <small> required</small>}
      </Fragment>,
      <code key="type">{type.value?.map(({ value }) => value).join(" | ") ?? brief(type.name)}</code>,
      description,
    ]);
}

/** A type without the fields of the objects in it, where it would fill a page. */
function brief(type: string): string {
  if (type.length < 90) return type;
  const shorter = type.replace(/\{[^{}…]+\}|\{ …[^{}]*\}/g, "{…}");
  return shorter === type ? type : brief(shorter);
}

/** `Control+X` as two keys; `Mod` by both of its names. */
function Keys({ keys }: { keys: string }): ReactElement {
  return (
    <>
      {keys.split(/\+(?=.)/).map((key, index) => (
        <Fragment key={key}>
          {index > 0 && " + "}
          {key === "Mod" ? (
            <>
              <kbd>Control</kbd> or <kbd>⌘</kbd>
            </>
          ) : (
            <kbd>{key}</kbd>
          )}
        </Fragment>
      ))}
    </>
  );
}

/** A table, unless it is empty. Each row begins with what tells it from the others, which is not shown. */
function Facts(props: {
  title: string;
  heads: string[];
  rows: [id: string, ...cells: ReactNode[]][];
}): ReactElement | null {
  if (props.rows.length === 0) return null;
  return (
    <>
      <h3>{props.title}</h3>
      <div className="sb-facts">
        <table>
          <thead>
            <tr>
              {props.heads.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {props.rows.map(([id, ...cells]) => (
              <tr key={id}>
                {cells.map((cell, column) => (
                  <td key={props.heads[column]}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
