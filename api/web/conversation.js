// A conversation: what was asked, what came back so far, and what of it goes along with the next question.

import { ServiceError, streamAnswer } from "./service.js";

const REMEMBERED_TURNS = 12; // questions; the service looks no further back

/**
 * Questions in their order, each with what has come back: {question, filters, phase, standalone, hits, text, citations,
 * answer, error}. `phase` is searching, reading, done, stopped or failed. `changed(turn)` is called at each step.
 */
export class Conversation {
  constructor(changed) {
    this.turns = [];
    this._changed = changed;
    this._running = null;
  }

  get answering() {
    return this._running !== null;
  }

  /** Asks; resolves when the answer is whole, was stopped or has failed. One question at a time. */
  async ask(question, filters) {
    const turn = { question, filters };
    this.turns.push(turn);
    await this._answer(turn);
  }

  /** Takes up turns that have ended, in the place of these. */
  resume(turns) {
    this.turns = turns;
  }

  /** Asks the same again in the same place, with the same filters. */
  async askAgain(turn) {
    if (!this.answering) await this._answer(turn);
  }

  stop() {
    this._running?.abort();
  }

  clear() {
    this.stop();
    this.turns = [];
  }

  async _answer(turn) {
    const running = new AbortController();
    this._running = running;
    Object.assign(turn, begun());
    this._changed(turn);
    try {
      const asked = { question: turn.question, history: this._before(turn), filters: turn.filters };
      for await (const event of streamAnswer(asked, running.signal)) {
        take(turn, event);
        this._changed(turn);
      }
    } catch (error) {
      if (running.signal.aborted) turn.phase = "stopped";
      else if (error instanceof ServiceError) Object.assign(turn, { phase: "failed", error });
      else throw error;
    } finally {
      if (this._running === running) this._running = null;
      this._changed(turn);
    }
  }

  /** The history of a turn: what was asked and answered before it; a question that has failed was never heard. */
  _before(turn) {
    const heard = this.turns.slice(0, this.turns.indexOf(turn)).filter((one) => one.phase !== "failed");
    return heard.slice(-REMEMBERED_TURNS).flatMap(({ question, text }) => [
      { role: "user", content: question },
      ...(text ? [{ role: "assistant", content: text }] : []),
    ]);
  }
}

function begun() {
  return { phase: "searching", standalone: null, hits: [], text: "", citations: [], answer: null, error: null };
}

function take(turn, { name, data }) {
  if (name === "hits") Object.assign(turn, { phase: "reading", standalone: data.standalone_question, hits: data.hits });
  else if (name === "text") turn.text += data.text;
  else if (name === "citation") turn.citations.push(data);
  else if (name === "final") {
    const { text, citations, hits, standalone_question: standalone } = data;
    Object.assign(turn, { phase: "done", answer: data, text, citations, hits, standalone });
  }
}
