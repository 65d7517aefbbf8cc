/** A security provider with resellers, their customers, and the customers' sites. Two spaces are one level down. */
export const outline = `
Northwind Security
  Harbor IT Partners
    Bayside Credit Union
      Downtown Branch
      Marina Branch
      Operations Center
    Coastal Family Clinics
      Eastport Clinic
      Millbrook Clinic
      Telehealth Desk
    Lighthouse Charter Schools
      Elm Street Campus
      Riverside Campus
    Tidewater Logistics
      Dock 4 Warehouse
      Fleet Office
  Summit Managed Services
    Alder & Finch Law
      Denver Office
      Boulder Office
    Cascade Outfitters
      Online Store
      Flagship Store
      Returns Center
    Granite Peak Insurance
      Claims
      Underwriting
      Field Agents
    Pine Ridge Dental (suspended)
      Front Desk (suspended)
  Redwood Cyber
    Orchard Hospitality
      Grand Orchard Hotel
      Orchard Suites Airport
    Sierra Biotech
      Clean Room Lab
      Clinical Trials
      Manufacturing
    Verdant Foods
      Distribution North
      Distribution South
    Old Mill Theater (archived)
  Nordlys IT
    Fjellheim Energi
      Driftssentral Bergen
      Vindpark Stad
    Havgard Sjømat
      Fabrikk Ålesund
      Kontor Oslo
    Kystlinje Rederi
      Skipskontor Stavanger
    Lindholm Kommune
      Skoleadministrasjon
      Teknisk Etat
  Northwind Internal
    Security Operations
      Day Shift
      Night Shift
    Product Engineering
      Staging
`;

type Entry = readonly [path: string, key: string, value: unknown, locked?: "locked"];

/** Own config entries. Paths are slugs below the root; the empty path is the root itself. */
export const config: readonly Entry[] = [
  ["", "alerts.channels", ["email", "pager"]],
  ["", "alerts.digest_hour_utc", 6],
  ["", "alerts.email", "soc@northwind.example"],
  ["", "alerts.min_severity", "medium"],
  ["", "auth.mfa_required", true, "locked"],
  ["", "auth.password_min_length", 14, "locked"],
  ["", "auth.session_minutes", 60],
  ["", "auth.sso_provider", null],
  ["", "backup.enabled", true],
  ["", "backup.retention_days", 30],
  ["", "branding.logo_url", "https://cdn.northwind.example/logo.svg"],
  ["", "branding.primary_color", "#1f5fbf"],
  ["", "branding.product_name", "Northwind Shield"],
  ["", "branding.support_url", "https://support.northwind.example"],
  ["", "endpoint.auto_isolate", false],
  ["", "endpoint.scan_schedule", { days: ["mon", "thu"], hour: 2 }],
  ["", "features.attack_surface", false],
  ["", "features.phishing_simulations", true],
  ["", "limits.api_requests_per_minute", 600],
  ["", "limits.max_devices", 500],
  ["", "limits.max_users", 100],
  ["", "limits.storage_gb", 250],
  ["", "locale.language", "en"],
  ["", "locale.time_zone", "America/New_York"],
  ["", "logs.retention_days", 365, "locked"],
  ["", "logs.siem_endpoint", "https://siem.northwind.example/ingest"],
  ["", "network.allowed_countries", ["CA", "US"]],
  ["", "network.vpn_required", false],
  ["", "reports.monthly_summary", true],
  ["", "reports.recipients", ["reports@northwind.example"]],
  ["harbor_it_partners", "alerts.email", "alerts@harborit.example"],
  ["harbor_it_partners", "branding.product_name", "Harbor Watch"],
  ["harbor_it_partners", "branding.primary_color", "#0f766e", "locked"],
  ["harbor_it_partners", "limits.max_users", 250],
  ["harbor_it_partners.bayside_credit_union", "auth.session_minutes", 15, "locked"],
  ["harbor_it_partners.bayside_credit_union", "backup.retention_days", 2555],
  ["harbor_it_partners.bayside_credit_union", "branding.primary_color", "#7c3aed"],
  ["harbor_it_partners.bayside_credit_union", "network.vpn_required", true],
  [
    "harbor_it_partners.bayside_credit_union.operations_center",
    "alerts.channels",
    ["email", "pager", "phone"],
  ],
  ["harbor_it_partners.bayside_credit_union.marina_branch", "auth.session_minutes", 45],
  ["harbor_it_partners.coastal_family_clinics", "logs.redact_patient_names", true, "locked"],
  ["harbor_it_partners.coastal_family_clinics.telehealth_desk", "limits.max_users", 40],
  ["summit_managed_services", "alerts.email", "noc@summitms.example"],
  ["summit_managed_services", "locale.time_zone", "America/Denver"],
  ["summit_managed_services.granite_peak_insurance", "limits.max_users", 1200],
  ["summit_managed_services.granite_peak_insurance", "features.attack_surface", true],
  ["redwood_cyber", "branding.product_name", "Redwood Sentinel"],
  ["redwood_cyber", "locale.time_zone", "America/Los_Angeles"],
  ["redwood_cyber.sierra_biotech", "endpoint.auto_isolate", true, "locked"],
  ["redwood_cyber.sierra_biotech.clean_room_lab", "endpoint.scan_schedule", { days: ["sun"], hour: 4 }],
  ["nordlys_it", "locale.language", "nb"],
  ["nordlys_it", "locale.time_zone", "Europe/Oslo", "locked"],
  ["nordlys_it", "network.allowed_countries", ["DK", "FI", "NO", "SE"]],
  ["northwind_internal", "features.attack_surface", true],
];

type Policy = readonly [path: string, key: string, mode: string, revocation: string, value?: unknown];

/** Own permission policies. */
export const policies: readonly Policy[] = [
  ["", "alerts.acknowledge", "DELEGATED", "CASCADE"],
  ["", "audit.read", "LOCKED", "PERMANENT"],
  ["", "billing.view", "INHERITED", "CASCADE", false],
  ["", "devices.isolate", "DELEGATED", "CASCADE"],
  ["", "devices.wipe", "LOCKED", "CASCADE", false],
  ["", "reports.export", "INHERITED", "SOFT"],
  ["", "users.invite", "DELEGATED", "CASCADE"],
  ["", "users.max_admins", "INHERITED", "CASCADE", 3],
  ["harbor_it_partners", "billing.view", "INHERITED", "CASCADE", true],
  ["harbor_it_partners", "devices.isolate", "LOCKED", "CASCADE"],
  ["harbor_it_partners", "users.invite", "DELEGATED", "SOFT"],
  ["harbor_it_partners.bayside_credit_union", "devices.isolate", "INHERITED", "CASCADE", false],
  ["harbor_it_partners.bayside_credit_union", "users.invite", "INHERITED", "CASCADE"],
  ["harbor_it_partners.bayside_credit_union", "wire_transfers.approve", "DELEGATED", "PERMANENT"],
  [
    "harbor_it_partners.bayside_credit_union.downtown_branch",
    "wire_transfers.approve",
    "INHERITED",
    "CASCADE",
  ],
  ["harbor_it_partners.coastal_family_clinics", "patient_data.view", "DELEGATED", "CASCADE"],
  ["harbor_it_partners.coastal_family_clinics.eastport_clinic", "patient_data.view", "INHERITED", "CASCADE"],
  ["harbor_it_partners.coastal_family_clinics.millbrook_clinic", "patient_data.view", "LOCKED", "PERMANENT"],
  ["summit_managed_services", "alerts.acknowledge", "INHERITED", "CASCADE"],
  ["summit_managed_services.granite_peak_insurance", "claims.reopen", "INHERITED", "SOFT"],
  ["redwood_cyber.sierra_biotech", "users.max_admins", "INHERITED", "CASCADE", 8],
  ["nordlys_it", "users.invite", "LOCKED", "CASCADE"],
];

type ConsentLine = readonly [
  path: string,
  subject: string,
  purpose: string,
  then?: "withdrawn" | "expired" | "renewed",
];

/** Consents, each granted some days after the last; the fourth word says what became of it. */
export const consents: readonly ConsentLine[] = [
  ["harbor_it_partners.bayside_credit_union", "amelia.ortiz@bayside.example", "marketing.email"],
  ["harbor_it_partners.bayside_credit_union", "amelia.ortiz@bayside.example", "analytics.usage", "withdrawn"],
  ["harbor_it_partners.bayside_credit_union", "dominic.reyes@bayside.example", "marketing.email", "expired"],
  [
    "harbor_it_partners.bayside_credit_union",
    "dominic.reyes@bayside.example",
    "security.training",
    "renewed",
  ],
  ["harbor_it_partners.bayside_credit_union", "noor.haddad@bayside.example", "marketing.phone"],
  ["harbor_it_partners.bayside_credit_union", "noor.haddad@bayside.example", "analytics.usage"],
  ["harbor_it_partners.coastal_family_clinics", "patient-10482", "telehealth.recording"],
  ["harbor_it_partners.coastal_family_clinics", "patient-10482", "research.sharing", "withdrawn"],
  ["harbor_it_partners.coastal_family_clinics", "patient-11907", "telehealth.recording", "renewed"],
  ["harbor_it_partners.coastal_family_clinics.eastport_clinic", "patient-20113", "reminders.sms"],
  [
    "summit_managed_services.cascade_outfitters",
    "h.lindqvist@cascade.example",
    "marketing.email",
    "withdrawn",
  ],
  ["summit_managed_services.cascade_outfitters", "priya.nair@cascade.example", "marketing.email"],
  ["redwood_cyber.sierra_biotech", "trial-0077", "research.sharing"],
  ["nordlys_it.lindholm_kommune", "ingrid.solberg@lindholm.example", "marketing.email"],
];
