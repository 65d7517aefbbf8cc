/** Ids as the engine makes them (UUIDv7: sortable by age), but the same in every run. */
export function createIds(): (ms: number) => string {
  let count = 0;
  return (ms) => {
    const time = Math.floor(ms).toString(16).padStart(12, "0");
    const tail = (++count).toString(16).padStart(12, "0");
    return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${tail}`;
  };
}
