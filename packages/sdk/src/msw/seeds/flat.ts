import type { Seed } from "../control-plane.ts";
import { atMinute } from "./time.ts";

const places = [
  "Aalborg",
  "Bergen",
  "Cádiz",
  "Dresden",
  "Esbjerg",
  "Fribourg",
  "Ghent",
  "Haarlem",
  "Izola",
  "Jaén",
];
const trades = [
  "Bakery",
  "Clinic",
  "Garage",
  "Hotel",
  "Library",
  "Museum",
  "Pharmacy",
  "School",
  "Theatre",
  "Vineyard",
];

/** One root with `count` children, for lists that must stay fast. Every hundredth is suspended. */
export const flatSeed =
  (count: number): Seed =>
  (store) => {
    const root = store.addTenant({ name: "Meridian Franchise", slug: "meridian", created_at: atMinute(0) });
    store.addConfig(root.id, "limits.max_users", 25);
    store.addPermission(root.id, "orders.approve", { mode: "DELEGATED" });
    for (let i = 1; i <= count; i++) {
      const name = `${places[i % places.length]} ${trades[Math.floor(i / places.length) % trades.length]} ${i}`;
      const status = i % 100 === 0 ? "suspended" : "active";
      store.addTenant({ name, slug: `site_${i}`, parent_id: root.id, status, created_at: atMinute(i) });
    }
  };
