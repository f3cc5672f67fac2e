// Server-Sent Events out of the body of a response: EventSource can neither send a question nor an access key.

/** The events of a body as {name, data}, each as soon as it is whole; comments, which keep the line open, are skipped. */
export async function* readEvents(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let pending = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const blocks = (pending + value).split(/\r?\n\r?\n/);
    pending = blocks.pop();
    for (const block of blocks) {
      const event = parseEvent(block);
      if (event) yield event;
    }
  }
}

function parseEvent(block) {
  const field = (name) =>
    block
      .split(/\r?\n/)
      .filter((line) => line.startsWith(`${name}:`))
      .map((line) => line.slice(name.length + 1).replace(/^ /, ""))
      .join("\n");
  const data = field("data");
  return data ? { name: field("event"), data: JSON.parse(data) } : null;
}
