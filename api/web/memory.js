// The conversation over a reload: its turns as this tab keeps them, until the conversation is left or the tab closed.

import { ServiceError } from "./service.js";
import { keep, kept } from "./tab.js";

const FORMAT = 1; // of a turn: what another version of the page has kept is not read
const KEPT_TURNS = 40;

/** Keeps the last turns of a conversation; one that is still being answered counts as stopped. */
export function keepTurns(turns) {
  const written = turns.slice(-KEPT_TURNS).map((turn) => ({
    ...turn,
    phase: turn.phase === "done" || turn.phase === "failed" ? turn.phase : "stopped",
    error: turn.error && { key: turn.error.key, status: turn.error.status, retry: turn.error.retry },
  }));
  keep("conversation", written.length ? { format: FORMAT, turns: written } : null);
}

/** The turns that were kept, as they were. */
export function keptTurns() {
  const found = kept("conversation");
  if (found?.format !== FORMAT) return [];
  return found.turns.map((turn) => ({ ...turn, error: turn.error && new ServiceError(turn.error.key, turn.error) }));
}
