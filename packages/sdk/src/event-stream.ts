/** Server-sent events as they travel: see the HTML standard, 9.2.6. */
import type { StreamMessage, TenantEvent } from "@stratum-hq/core";

interface Block {
  event: string;
  id: string;
  data: string;
}

/**
 * The blocks of a stream, as they come in; one that was cut off is left out.
 * @param alive called for all that comes in.
 */
async function* readBlocks(body: ReadableStream<Uint8Array>, alive: () => void): AsyncGenerator<Block> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let halfEnd = false;
  let block: Block = { event: "", id: "", data: "" };
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      alive();
      let piece = decoder.decode(value, { stream: true });
      // The second half of a line's end whose first came with the piece before.
      if (halfEnd && piece.startsWith("\n")) piece = piece.slice(1);
      if (value.length > 0) halfEnd = piece.endsWith("\r");
      const lines = (text + piece).split(/\r\n|\n|\r/);
      text = lines.pop() ?? "";
      for (const line of lines) {
        if (line !== "") block = withLine(block, line);
        else {
          yield block;
          block = { event: "", id: block.id, data: "" };
        }
      }
    }
  } finally {
    // Lets go of the connection, whoever stopped reading.
    await reader.cancel().catch(() => undefined);
  }
}

function withLine(block: Block, line: string): Block {
  const [, field = line, value = ""] = /^([^:]*): ?(.*)$/.exec(line) ?? [];
  if (field === "data") return { ...block, data: block.data === "" ? value : `${block.data}\n${value}` };
  return field === "event" || field === "id" ? { ...block, [field]: value } : block;
}

/** The messages of a stream; what a newer server tells beside them is passed over. */
export async function* readMessages(
  body: ReadableStream<Uint8Array>,
  alive: () => void,
): AsyncGenerator<StreamMessage> {
  for await (const { event, id, data } of readBlocks(body, alive)) {
    if (id === "") continue;
    if (event === "change") yield { type: event, id, event: JSON.parse(data) as TenantEvent };
    else if (event === "ready" || event === "reset") yield { type: event, id };
    else if (event === "") yield { type: "beat", id };
  }
}
