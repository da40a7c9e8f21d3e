// The REST interface: requests and the stream of events.

const ROOT = new URL("../../api/v1/", import.meta.url);
const HEADER = {"X-Sip-Connector": "console"};
const SILENCE_MILLIS = 40_000;
const FIRST_PAUSE_MILLIS = 1_000;
const LONGEST_PAUSE_MILLIS = 8_000;

let signedOut = () => {};

/** What is done when the server knows the user no more. */
export function onSignedOut(handler) {
  signedOut = handler;
}

/** A refusal, with what the server says about it. */
export class Problem extends Error {
  constructor(status, details) {
    super(details.detail || details.title || String(status));
    this.status = status;
    this.errors = details.errors || [];
  }
}

async function problem(answer) {
  try {
    return new Problem(answer.status, await answer.json());
  } catch {
    return new Problem(answer.status, {});
  }
}

async function send(path, {method = "GET", json, body, type, headers = {}, signal} = {}) {
  const all = {...HEADER, ...headers};
  if (json !== undefined) {
    all["Content-Type"] = "application/json";
  } else if (type) {
    all["Content-Type"] = type;
  }
  const answer = await fetch(new URL(path, ROOT), {method, headers: all, signal, cache: "no-store", credentials: "same-origin",
    body: json === undefined ? body : JSON.stringify(json)});
  if (!answer.ok) {
    throw await problem(answer);
  }
  return answer;
}

/** The answer's JSON; none without content. */
export async function ask(path, options = {}) {
  try {
    const answer = await send(path, options);
    return answer.status === 204 ? null : await answer.json();
  } catch (failure) {
    if (failure.status === 401 && !options.signingIn) {
      signedOut();
    }
    throw failure;
  }
}

export const post = (path, json = undefined) => ask(path, {method: "POST", json});

/** Path of a connector, whatever its id is. */
export const of = (id, rest = "") => `connectors/${encodeURIComponent(id)}${rest}`;

export function signIn(user, password) {
  const bytes = new TextEncoder().encode(`${user}:${password}`);
  const basic = btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(""));
  return ask("login", {method: "POST", headers: {Authorization: `Basic ${basic}`}, signingIn: true});
}

export const who = () => ask("login", {signingIn: true});

export const signOut = () => ask("login", {method: "DELETE", signingIn: true});

/** An answer that is no JSON. */
export async function blob(path) {
  try {
    return await (await send(path)).blob();
  } catch (failure) {
    if (failure.status === 401) {
      signedOut();
    }
    throw failure;
  }
}

/** Saves what the server gives as a file. */
export async function download(path, name) {
  const url = URL.createObjectURL(await blob(path));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

/**
 * Hears events until it is closed: connects anew by itself, and goes on where it was.
 * Handlers: event(name, data), begun(anew) whenever it hears, lost() when it does not.
 */
export class Live {
  constructor(query, handlers) {
    this.query = query;
    this.handlers = handlers;
    this.last = "";
    this.closed = false;
    // a browser has few connections for all its tabs
    this.turned = () => document.hidden ? this.abort?.abort() : this.wake?.();
    document.addEventListener("visibilitychange", this.turned);
    this.run();
  }

  close() {
    this.closed = true;
    document.removeEventListener("visibilitychange", this.turned);
    this.abort?.abort();
    this.wake?.();
  }

  async run() {
    let pause = FIRST_PAUSE_MILLIS;
    let before = false;
    while (!this.closed) {
      if (document.hidden) {
        await new Promise(wake => {
          this.wake = wake;
        });
        continue;
      }
      try {
        await this.listen(() => {
          pause = FIRST_PAUSE_MILLIS;
          this.handlers.begun(before);
          before = true;
        });
      } catch (failure) {
        if (failure.status === 401 && !this.closed) {
          signedOut();
          return;
        }
      }
      if (this.closed) {
        return;
      }
      if (document.hidden) {
        continue;
      }
      this.handlers.lost();
      await new Promise(wake => {
        this.wake = wake;
        setTimeout(wake, pause);
      });
      pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
    }
  }

  async listen(begun) {
    this.abort = new AbortController();
    const headers = this.last ? {"Last-Event-ID": this.last} : {};
    let silence = setTimeout(() => this.abort.abort(), SILENCE_MILLIS);
    try {
      const answer = await send(`events?${this.query}`, {headers, signal: this.abort.signal});
      begun();
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      let text = "";
      for (let part = await reader.read(); !part.done && !this.closed; part = await reader.read()) {
        clearTimeout(silence);
        silence = setTimeout(() => this.abort.abort(), SILENCE_MILLIS);
        text += part.value;
        const messages = text.split("\n\n");
        text = messages.pop();
        messages.forEach(message => this.take(message));
      }
    } finally {
      clearTimeout(silence);
    }
  }

  take(message) {
    let name = "message";
    let data = "";
    for (const line of message.split("\n")) {
      if (line.startsWith("id: ")) {
        this.last = line.slice(4);
      } else if (line.startsWith("event: ")) {
        name = line.slice(7);
      } else if (line.startsWith("data: ")) {
        data += line.slice(6);
      }
    }
    if (data && !this.closed) {
      this.handlers.event(name, JSON.parse(data));
    }
  }
}
