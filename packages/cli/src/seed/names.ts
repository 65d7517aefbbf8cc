/** The words that the example's names are made of. All of them are invented. */

/** A partner that resells the root's service in its region. */
export interface Partner {
  name: string;
  region: string;
  currency: string;
  language: string;
  timezone: string;
  color: string;
  cities: readonly string[];
}

export const ROOT_NAME = "Northwall Security";

// biome-ignore format: one partner per line reads best
export const partners: readonly Partner[] = [
  { name: "Northwall Nordics", region: "Nordics", currency: "NOK", language: "nb", timezone: "Europe/Oslo", color: "#0e7490", cities: ["Oslo", "Bergen", "Trondheim", "Stavanger", "Göteborg", "Malmö", "Århus", "Tampere", "Uppsala"] },
  { name: "Albion Managed IT", region: "United Kingdom", currency: "GBP", language: "en-GB", timezone: "Europe/London", color: "#9f1239", cities: ["Manchester", "Leeds", "Bristol", "Glasgow", "Cardiff", "Belfast", "Norwich", "York", "Exeter"] },
  { name: "Rheinwerk Cyberschutz", region: "DACH", currency: "EUR", language: "de", timezone: "Europe/Berlin", color: "#3f6212", cities: ["Köln", "München", "Hamburg", "Zürich", "Wien", "Stuttgart", "Leipzig", "Basel", "Graz"] },
  { name: "Escudo Digital Ibérica", region: "Iberia", currency: "EUR", language: "es", timezone: "Europe/Madrid", color: "#b45309", cities: ["Madrid", "Lisboa", "Porto", "Sevilla", "Valencia", "Bilbao", "Málaga", "Braga", "Zaragoza"] },
  { name: "Benelux Bastion", region: "Benelux", currency: "EUR", language: "nl", timezone: "Europe/Amsterdam", color: "#c2410c", cities: ["Amsterdam", "Rotterdam", "Antwerpen", "Gent", "Utrecht", "Eindhoven", "Leuven", "Luxembourg", "Breda"] },
  { name: "Great Lakes IT Defense", region: "US Midwest", currency: "USD", language: "en-US", timezone: "America/Chicago", color: "#1e40af", cities: ["Chicago", "Detroit", "Cleveland", "Milwaukee", "Buffalo", "Grand Rapids", "Duluth", "Toledo", "Madison"] },
  { name: "Lone Star Secure", region: "US South", currency: "USD", language: "en-US", timezone: "America/Chicago", color: "#7c2d12", cities: ["Austin", "Dallas", "Houston", "San Antonio", "El Paso", "Lubbock", "Corpus Christi", "Waco", "Laredo"] },
  { name: "Southern Cross MSP", region: "Oceania", currency: "AUD", language: "en-AU", timezone: "Australia/Sydney", color: "#5b21b6", cities: ["Sydney", "Melbourne", "Brisbane", "Perth", "Auckland", "Wellington", "Hobart", "Adelaide", "Darwin"] },
];

/** A line of business: how its companies and their places are called. */
export interface Industry {
  name: string;
  companies: readonly string[];
  sites: readonly string[];
}

// biome-ignore format: one industry per line reads best
export const industries: readonly Industry[] = [
  { name: "healthcare", companies: ["Dental Group", "Clinics", "Veterinary Care"], sites: ["Clinic", "Laboratory", "Front Desk"] },
  { name: "finance", companies: ["Credit Union", "Wealth", "Insurance"], sites: ["Branch", "Back Office", "Call Centre"] },
  { name: "manufacturing", companies: ["Precision", "Foundry", "Packaging"], sites: ["Plant", "Warehouse", "Design Office"] },
  { name: "logistics", companies: ["Logistics", "Freight", "Couriers"], sites: ["Depot", "Hub", "Dispatch"] },
  { name: "retail", companies: ["Outfitters", "Grocers", "Home & Garden"], sites: ["Store", "Outlet", "Distribution Centre"] },
  { name: "education", companies: ["College", "Academy Trust", "Language Schools"], sites: ["Campus", "Library", "Sports Hall"] },
  { name: "legal", companies: ["& Partners", "Chambers", "Notaries"], sites: ["Office", "Archive"] },
  { name: "hospitality", companies: ["Hotels", "Resorts", "Catering"], sites: ["Hotel", "Restaurant", "Reservations"] },
  { name: "energy", companies: ["Wind", "Grid Services", "Solar"], sites: ["Control Room", "Substation", "Field Team"] },
];

/** First words of companies; each is used once. */
export const companyWords: readonly string[] = (
  "Halden Brightwater Kestrel Marlow Ashdown Corvid Juniper Stonebridge Larkspur Fenwick Aurora Hollis Tamarack " +
  "Windmere Calder Osprey Thornbury Vantage Meridian Redwood Solway Pinecrest Harrow Lindqvist Drummond Castell " +
  "Bellweather Orchard Summit Tidewater Greyfriars Montrose Cobalt Everly Quarry Sable Whitlock Nordvik Ravenna " +
  "Beacon Claymore Dunmore Elmsworth Foxglove Granary Hawthorn Ironwood Jasper Kingsley Lattice Mayfair Nightingale " +
  "Oakhurst Pemberton Quillon Rosedale Silverline Trelawney Umber Verdant Westbrook Yarrow Zephyr Arden Blackthorn " +
  "Cedarvale Dovecote Eastgate Falconer Glenmore Highfield Ivybridge Kirkwall Longacre Millbrook Netherby"
).split(" ");

/** Names of people, for the subjects of consents. */
export const firstNames: readonly string[] =
  "Ingrid Tom Aisha Lukas Marta Owen Priya Jonas Elena Samuel Noor Hugo Freya Diego Hannah Mateo Zofia Liam Amara Emil".split(
    " ",
  );
export const lastNames: readonly string[] =
  "Larsen Okafor Meyer Silva Walker Novak Costa Jansen Fraser Haddad Olsen Romero Keller Byrne Popescu Lind Tanaka Moreau Vega Kaya".split(
    " ",
  );
