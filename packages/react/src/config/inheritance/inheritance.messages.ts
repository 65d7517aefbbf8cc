/** English texts of the drawing of one key over the tree. */
export const inheritanceMessages = {
  "inheritance.title": "{key} in the tree",
  "inheritance.text":
    "Where it is set, locked, overridden or hidden, from the top down to every tenant below.",
  "inheritance.open": "Show in the tree",
  "inheritance.label": "{key} over the tree of tenants",
  "inheritance.shape": "Shape",
  "inheritance.shape.graph": "Drawing",
  "inheritance.shape.table": "Table",
  "inheritance.legend": "Legend",
  "inheritance.zoomIn": "Zoom in",
  "inheritance.zoomOut": "Zoom out",
  "inheritance.fit": "Fit all",
  "inheritance.hint":
    "Arrow keys go along the tree. Plus and minus zoom, 0 fits all, Shift with the arrow keys moves the drawing.",
  "inheritance.tenant": "Tenant",
  "inheritance.state": "State",
  "inheritance.value": "In force",
  "inheritance.source": "Set by",
  "inheritance.above": "an organization above",
  "inheritance.here": "here",
  "inheritance.more": "Show more tenants",
  "inheritance.shown": {
    one: "{count} tenant shown",
    other: "{count} tenants shown",
  },
  "inheritance.empty.title": "Nobody sets this",
  "inheritance.empty.text":
    "Neither this tenant nor any above or below it sets {key}. Set it to see how far it reaches.",
  "inheritance.below.failed": "The tenants below could not be loaded. {reason}",
  "inheritance.retry": "Try again",
  "inheritance.node": "{state} · {value}",

  "inheritance.state.set": "Set",
  "inheritance.state.overrides": "Overrides",
  "inheritance.state.locks": "Locked",
  "inheritance.state.inherits": "Inherited",
  "inheritance.state.shadowed": "Hidden by a lock",
  "inheritance.state.none": "Not set",
  "inheritance.state.unknown": "Unknown while suspended",

  "inheritance.value.allowed": "Allowed",
  "inheritance.value.denied": "Not allowed",
  "inheritance.value.secret": "Hidden value",
  "inheritance.value.none": "No value",
  "inheritance.value.own": "{value} (own: {own})",
  "inheritance.value.default": "Default",
} as const;
