/** Which way a turn goes: over the socket where it is open, else, or when that breaks, as a request of its own. */

import { DeliveryError, requestOf, sendTurn } from "./api.js";

/** Returns a function that sends one turn and returns the reply; it throws DeliveryError. */
export function sendingOver(socket) {
  return async (turn) => {
    if (!socket.ready) return sendTurn(turn);
    try {
      return await socket.ask(requestOf(turn));
    } catch (error) {
      if (!(error instanceof DeliveryError) || error.kind !== "network") throw error;
      return sendTurn(turn);
    }
  };
}
