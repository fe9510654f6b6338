/** Talks to the chat API; every way it can go wrong is a DeliveryError with a kind. */

const CHAT = "/api/v1/chat";
const PATIENCE_MS = 60_000;
const BUSY = new Set([429, 503]);

/** `kind`: network, timeout, forbidden, busy, refused or server; `text`: the server's words for the citizen. */
export class DeliveryError extends Error {
  constructor(kind, text = "") {
    super(kind);
    this.kind = kind;
    this.text = text;
  }
}

/** Sends one turn and returns the server's reply. Throws DeliveryError. */
export async function sendTurn({ conversation, sent, id }) {
  const { choice, text } = sent;
  const response = await post(CHAT, {
    conversation_id: conversation,
    channel: "web",
    ...(choice ? { choice } : { text }),
    client_message_id: id,
  });
  if (!response.ok) throw new DeliveryError(kindOf(response.status), await citizenText(response));
  const reply = await response.json().catch(() => null);
  if (!Array.isArray(reply?.messages)) throw new DeliveryError("server");
  return reply;
}

/** Returns the replies after the turn `since`, oldest first. Throws DeliveryError. */
export async function repliesSince(conversation, since) {
  const address = `${CHAT}/${encodeURIComponent(conversation)}/messages?channel=web&since=${encodeURIComponent(since)}`;
  const response = await asked(address, {});
  if (!response.ok) throw new DeliveryError(kindOf(response.status));
  const replies = await response.json().catch(() => null);
  if (!Array.isArray(replies)) throw new DeliveryError("server");
  return replies;
}

/** Tells the server what the citizen thinks of a reply: `{turn_id, verdict, reason?}`. Throws DeliveryError. */
export async function sendFeedback(conversation, given) {
  const response = await post(`${CHAT}/${encodeURIComponent(conversation)}/feedback?channel=web`, given);
  if (!response.ok) throw new DeliveryError(kindOf(response.status));
}

/** Erases a conversation on the server; what cannot be reached now ends there by itself after its retention. */
export async function eraseConversation(conversation) {
  const address = `${CHAT}/${encodeURIComponent(conversation)}?channel=web`;
  await fetch(address, { method: "DELETE", credentials: "same-origin", keepalive: true }).catch(() => null);
}

function post(address, body) {
  return asked(address, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
}

async function asked(address, request) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  try {
    return await fetch(address, { credentials: "same-origin", signal: patience.signal, ...request });
  } catch {
    throw new DeliveryError(patience.signal.aborted ? "timeout" : "network");
  } finally {
    clearTimeout(timer);
  }
}

function kindOf(status) {
  if (status === 403) return "forbidden";
  if (BUSY.has(status)) return "busy";
  return status < 500 ? "refused" : "server";
}

/** Only `message` is written for citizens; `detail` is for engineers. */
async function citizenText(response) {
  try {
    const { message } = await response.json();
    return typeof message === "string" ? message : "";
  } catch {
    return "";
  }
}
