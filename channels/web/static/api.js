/** Talks to the chat API; every way it can go wrong is a DeliveryError with a kind. */

const CHAT = "/api/v1/chat";
const PATIENCE_MS = 60_000;
const BUSY = new Set([429, 503]);
const SECRET = "X-Conversation-Secret";

/** Who speaks. `secret`: null where the browser's cookie holds it, else this page sends it along. */
const speaker = { channel: "web", secret: null, learn: () => {} };

/** Speaks for a channel and without cookies; `learn(secret)` is called with the secret that the server issues. */
export function speakAs(channel, secret = "", learn = () => {}) {
  Object.assign(speaker, { channel, secret, learn });
}

/** Returns what a socket must say of who speaks: the channel, and the secret where no cookie says it. */
export function identity() {
  const { channel, secret } = speaker;
  return secret ? { channel, secret } : { channel };
}

/** `kind`: network, timeout, forbidden, busy, refused or server; `text`: the server's words for the citizen. */
export class DeliveryError extends Error {
  constructor(kind, text = "") {
    super(kind);
    this.kind = kind;
    this.text = text;
  }
}

/** Sends one turn and returns the server's reply. Throws DeliveryError. */
export async function sendTurn(turn) {
  const response = await post(CHAT, requestOf(turn));
  if (!response.ok) throw new DeliveryError(kindOf(response.status), await citizenText(response));
  const reply = await response.json().catch(() => null);
  if (!Array.isArray(reply?.messages)) throw new DeliveryError("server");
  return reply;
}

/** Returns what the server is told of a turn. */
export function requestOf({ conversation, sent, id }) {
  const { choice, text } = sent;
  return { conversation_id: conversation, channel: speaker.channel, ...(choice ? { choice } : { text }), client_message_id: id };
}

/** Returns the replies after the turn `since`, oldest first. Throws DeliveryError. */
export async function repliesSince(conversation, since) {
  const address = `${CHAT}/${encodeURIComponent(conversation)}/messages?channel=${speaker.channel}&since=${encodeURIComponent(since)}`;
  const response = await asked(address, {});
  if (!response.ok) throw new DeliveryError(kindOf(response.status));
  const replies = await response.json().catch(() => null);
  if (!Array.isArray(replies)) throw new DeliveryError("server");
  return replies;
}

/** Tells the server what the citizen thinks of a reply: `{turn_id, verdict, reason?}`. Throws DeliveryError. */
export async function sendFeedback(conversation, given) {
  const response = await post(`${CHAT}/${encodeURIComponent(conversation)}/feedback?channel=${speaker.channel}`, given);
  if (!response.ok) throw new DeliveryError(kindOf(response.status));
}

/** Erases a conversation on the server; what cannot be reached now ends there by itself after its retention. */
export async function eraseConversation(conversation) {
  const address = `${CHAT}/${encodeURIComponent(conversation)}?channel=${speaker.channel}`;
  await fetch(address, { method: "DELETE", ...identified(), keepalive: true }).catch(() => null);
}

/** Posts JSON as the one who speaks; returns the response. Throws DeliveryError. */
export function post(address, body) {
  return asked(address, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
}

async function asked(address, request) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  try {
    const response = await fetch(address, { signal: patience.signal, ...request, ...identified(request.headers) });
    noteSecret(response.headers.get(SECRET));
    return response;
  } catch {
    throw new DeliveryError(patience.signal.aborted ? "timeout" : "network");
  } finally {
    clearTimeout(timer);
  }
}

function noteSecret(secret) {
  if (speaker.secret === null || !secret || secret === speaker.secret) return;
  speaker.secret = secret;
  speaker.learn(secret);
}

function identified(headers = {}) {
  if (speaker.secret === null) return { credentials: "same-origin", headers };
  return { credentials: "omit", headers: speaker.secret ? { ...headers, [SECRET]: speaker.secret } : headers };
}

/** Returns the kind of a refusal by its HTTP status. */
export function kindOf(status) {
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
