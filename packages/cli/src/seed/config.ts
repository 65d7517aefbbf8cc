import type { BatchSetConfigEntry } from "@stratum-hq/core";
import type { Random } from "./random.ts";
import { slugOf, type TreePlan } from "./tree.ts";

type Value = Exclude<BatchSetConfigEntry["value"], undefined>;

/** What the provider sets for everybody; locked keys are its own business. */
const atRoot: Record<string, Value> = {
  "alerts.channels": ["email"],
  "alerts.email_enabled": true,
  "alerts.escalation_minutes": 30,
  "alerts.quiet_hours": { from: "22:00", to: "06:00" },
  "alerts.severity_threshold": "medium",
  "alerts.sms_enabled": false,
  "auth.allowed_domains": [],
  "auth.lockout_attempts": 5,
  "auth.mfa_required": true,
  "auth.password_min_length": 12,
  "auth.session_minutes": 60,
  "auth.sso_enabled": false,
  "billing.currency": "USD",
  "billing.invoice_day": 1,
  "billing.net_days": 30,
  "billing.plan": "standard",
  "branding.logo_url": "https://northwall.example/logo.svg",
  "branding.primary_color": "#1d4ed8",
  "branding.product_name": "Northwall Shield",
  "branding.support_email": "support@northwall.example",
  "endpoint.agent_channel": "stable",
  "endpoint.auto_isolation": false,
  "endpoint.disk_encryption": true,
  "endpoint.max_devices": 500,
  "endpoint.scan_schedule": "0 2 * * *",
  "endpoint.usb_storage": "read_only",
  "features.ai_triage": "beta",
  "features.dark_web_monitoring": false,
  "features.phishing_simulation": true,
  "features.threat_hunting": false,
  "integrations.siem": null,
  "integrations.ticketing": { system: "northwall", auto_close_days: 14 },
  "limits.api_rate_per_minute": 600,
  "limits.max_users": 1000,
  "limits.storage_gb": 250,
  "network.allowed_ports": [80, 443],
  "network.dns_filter": "balanced",
  "network.geo_block": ["KP", "IR"],
  "network.vpn_required": false,
  "retention.audit_days": 2555,
  "retention.backup_days": 30,
  "retention.log_days": 90,
  "support.language": "en",
  "support.remote_access": "ask",
  "support.sla_hours": 8,
  "support.timezone": "UTC",
};
const lockedAtRoot = [
  "auth.mfa_required",
  "auth.password_min_length",
  "endpoint.disk_encryption",
  "retention.audit_days",
];

/** What a customer may want otherwise. The last two are locked above: old wishes that a lock hides. */
const wishes: Record<string, readonly Value[]> = {
  "alerts.channels": [["email", "sms"], ["email", "teams"], ["slack"]],
  "alerts.escalation_minutes": [5, 10, 15, 60],
  "alerts.severity_threshold": ["low", "high", "critical"],
  "auth.session_minutes": [15, 30, 480],
  "auth.sso_enabled": [true],
  "billing.plan": ["basic", "premium", "enterprise"],
  "endpoint.agent_channel": ["beta", "long_term"],
  "endpoint.max_devices": [50, 120, 2500],
  "endpoint.usb_storage": ["blocked", "allowed"],
  "features.dark_web_monitoring": [true],
  "features.threat_hunting": [true],
  "limits.max_users": [25, 150, 5000],
  "network.dns_filter": ["strict", "off"],
  "network.vpn_required": [true],
  "retention.log_days": [30, 180, 365],
  "support.sla_hours": [1, 4, 24],
  "auth.mfa_required": [false],
  "auth.password_min_length": [8],
};
const siteWishes = [
  "alerts.escalation_minutes",
  "endpoint.max_devices",
  "endpoint.usb_storage",
  "network.vpn_required",
];

/** What each tenant of the tree sets itself, deepest first: so a lock finds what it hides already there. */
export function planConfig(
  random: Random,
  tree: TreePlan,
): { path: string; entries: BatchSetConfigEntry[] }[][] {
  const sites: { path: string; entries: BatchSetConfigEntry[] }[] = [];
  const customers: typeof sites = [];
  const partners: typeof sites = [];
  const wish = (keys: readonly string[], count: number): BatchSetConfigEntry[] =>
    random.some(keys, count).map((key) => ({ key, value: random.pick(wishes[key] ?? []) }));

  for (const partner of tree.children) {
    const { currency, language, timezone, color, region } = partner.partner;
    const place = `${tree.slug}.${partner.slug}`;
    partners.push({
      path: place,
      entries: [
        { key: "billing.currency", value: currency, locked: true },
        { key: "branding.primary_color", value: color },
        { key: "branding.product_name", value: `${partner.name} Shield`, locked: random.oneIn(2) },
        { key: "branding.support_email", value: `help@${slugOf(partner.name).replaceAll("_", "-")}.example` },
        { key: "support.language", value: language },
        { key: "support.timezone", value: timezone },
        // The law of the land, which no customer may loosen.
        ...(region === "DACH" ? [{ key: "retention.log_days", value: 30, locked: true }] : []),
        ...(region === "Nordics" ? [{ key: "network.dns_filter", value: "strict", locked: true }] : []),
      ],
    });
    for (const customer of partner.children) {
      const own = `${place}.${customer.slug}`;
      const entries = wish(Object.keys(wishes), random.int(1, 5)).map((entry) => ({
        ...entry,
        locked: random.oneIn(6),
      }));
      if (customer.industry === "finance")
        entries.push({ key: "limits.api_rate_per_minute", value: 120, locked: true });
      customers.push({ path: own, entries });
      for (const site of customer.children) {
        const few = wish(siteWishes, random.int(-1, 2));
        if (few.length > 0) sites.push({ path: `${own}.${site.slug}`, entries: few });
      }
    }
  }
  const entries = Object.entries(atRoot).map(([key, value]) => ({
    key,
    value,
    locked: lockedAtRoot.includes(key),
  }));
  return [sites, customers, partners, [{ path: tree.slug, entries }]];
}
