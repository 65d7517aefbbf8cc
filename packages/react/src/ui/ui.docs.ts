import type { FeatureDocs } from "../testing/component-docs.ts";
import {
  announcerKeys,
  badgeButtonKeys,
  buttonKeys,
  checkboxKeys,
  copyTextKeys,
  errorStateKeys,
  iconButtonKeys,
  searchFieldKeys,
  selectKeys,
  switchKeys,
  tableKeys,
  tooltipKeys,
} from "./Controls.keys.tsx";
import { confirmDialogKeys, dialogKeys } from "./Dialog.keys.tsx";
import { menuKeys, popoverKeys } from "./Menu.keys.tsx";

const tones = "neutral, outline, accent, blue, green, amber, red";

/** What the pages of Storybook say about the components of this folder. */
export const uiDocs: FeatureDocs = {
  Root: {
    page: "provider/TenantProvider",
    slots: { portal: "where dialogs, menus and toasts are drawn" },
    attributes: {
      "data-stratum": "marks a root",
      "data-theme": "light, dark, system",
      "data-contrast": "more, system",
      "data-density": "comfortable, compact",
    },
  },
  Announcer: {
    page: "ui/Announce",
    slots: {
      "live-region": "what screen readers say when they come to it",
      "live-region-urgent": "what they say at once",
      toasts: "the list of what is shown",
      toast: "one of them",
    },
    attributes: { "data-tone": "on a toast: info, success, error" },
    keys: announcerKeys,
  },
  Badge: { page: "ui/Badge", slots: { badge: "the root" }, attributes: { "data-tone": tones } },
  BadgeButton: {
    page: "ui/Badge",
    slots: { "badge-button": "the root" },
    attributes: { "data-tone": tones },
    keys: badgeButtonKeys,
  },
  Button: {
    page: "ui/Button",
    slots: { button: "the root" },
    attributes: {
      "data-variant": "primary, secondary, ghost, danger",
      "data-size": "sm, md",
      "data-busy": "while what it does is under way",
    },
    keys: buttonKeys,
  },
  IconButton: { page: "ui/Button", slots: { "icon-button": "the root" }, keys: iconButtonKeys },
  Tooltip: {
    page: "ui/Button",
    slots: { tooltip: "the words that float" },
    attributes: { "data-tip": "on what has a tooltip" },
    keys: tooltipKeys,
  },
  Dialog: { page: "ui/Dialog", keys: dialogKeys },
  DialogTrigger: { page: "ui/Dialog", attributes: { "data-state": "open, closed" } },
  DialogContent: {
    page: "ui/Dialog",
    slots: {
      overlay: "what lies over the page",
      dialog: "the dialog",
      "dialog-header": "title and description",
      "dialog-title": "the title",
      "dialog-description": "the description",
    },
    attributes: { "data-size": "on the dialog: sm, md, lg" },
  },
  DialogBody: { page: "ui/Dialog", slots: { "dialog-body": "what scrolls" } },
  DialogFooter: { page: "ui/Dialog", slots: { "dialog-footer": "the row of buttons" } },
  DialogClose: { page: "ui/Dialog" },
  ConfirmDialog: { page: "ui/Dialog", keys: confirmDialogKeys },
  Field: {
    page: "ui/Fields",
    slots: {
      field: "the root",
      "field-label": "its name",
      "field-hint": "what helps to fill it in",
      "field-error": "what is wrong",
    },
    attributes: { "data-state": "valid, invalid" },
  },
  TextField: {
    page: "ui/Fields",
    slots: { "text-field": "the input" },
    attributes: { "data-mono": "in a font of one width" },
  },
  TextArea: {
    page: "ui/Fields",
    slots: { "text-area": "the input" },
    attributes: { "data-mono": "in a font of one width" },
  },
  SearchField: { page: "ui/Fields", slots: { "search-field": "the input" }, keys: searchFieldKeys },
  Select: { page: "ui/Fields", slots: { select: "the input" }, keys: selectKeys },
  Checkbox: { page: "ui/Fields", slots: { checkbox: "the input" }, keys: checkboxKeys },
  Switch: {
    page: "ui/Fields",
    slots: { switch: "the button", "switch-thumb": "what moves in it" },
    attributes: { "data-state": "checked, unchecked" },
    keys: switchKeys,
  },
  Menu: { page: "ui/Menu", keys: menuKeys },
  MenuTrigger: { page: "ui/Menu", attributes: { "data-state": "open, closed" } },
  MenuContent: { page: "ui/Menu", slots: { menu: "the list" } },
  MenuItem: {
    page: "ui/Menu",
    slots: { "menu-item": "the root" },
    attributes: { "data-tone": "neutral, danger", "data-disabled": "where it cannot be chosen" },
  },
  MenuSeparator: { page: "ui/Menu", slots: { "menu-separator": "the line" } },
  MenuLabel: { page: "ui/Menu", slots: { "menu-label": "the heading" } },
  Popover: { page: "ui/Menu", keys: popoverKeys },
  PopoverTrigger: { page: "ui/Menu", attributes: { "data-state": "open, closed" } },
  PopoverContent: { page: "ui/Menu", slots: { popover: "the panel" } },
  PopoverClose: { page: "ui/Menu" },
  Table: {
    page: "ui/Table",
    slots: { "table-scroll": "the frame, which scrolls", table: "the table" },
    attributes: {
      "data-narrow": "on the table: list, scroll",
      "data-align": "for a cell: end",
      "data-shrink": "for a column as wide as its content",
      "data-label": "for a cell: its name where the row is a list",
    },
    keys: tableKeys,
  },
  EmptyState: {
    page: "ui/States",
    slots: { "empty-state": "the root" },
    attributes: { "data-state": "empty" },
  },
  ErrorState: {
    page: "ui/States",
    slots: { "error-state": "the root" },
    attributes: { "data-state": "error, or ended where the session has" },
    keys: errorStateKeys,
  },
  ForbiddenState: {
    page: "ui/States",
    slots: { "forbidden-state": "the root" },
    attributes: { "data-state": "forbidden" },
  },
  Note: {
    page: "ui/States",
    slots: { note: "the root" },
    attributes: { "data-tone": "neutral, blue, amber, red" },
  },
  Skeleton: { page: "ui/States", slots: { skeleton: "the root" } },
  BreakableText: { page: "config/ConfigEditor" },
  CopyText: {
    page: "ui/Announce",
    slots: { "copy-text": "the button" },
    attributes: { "data-state": "copied, idle" },
    keys: copyTextKeys,
  },
  RelativeTime: { page: "ui/Announce", slots: { "relative-time": "the root" } },
};
