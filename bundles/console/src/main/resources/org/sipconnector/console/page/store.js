// All connectors, kept as they are by the stream of events: what has changed is asked for once a second at most.

import {ask} from "./api.js";

const PAGE = 500;
const MOST_AT_ONCE = 200;
const MOST_LENGTH = 4_000;
const PAUSE_MILLIS = 1_000;
const GLANCE_MILLIS = 5_000;

export class Store {
  constructor(changed) {
    this.revision = 0;
    this.changed = () => {
      this.revision++;
      changed();
    };
    this.byId = new Map();
    this.refused = [];
    this.warnings = [];
    this.pages = 1;
    this.refreshed = new Set();
    this.loaded = false;
    this.failure = null;
    this.dirty = new Set();
    this.shown = () => [];
  }

  /** Reads all of them. */
  async load() {
    if (this.loading) {
      this.again = true;
      return;
    }
    const byId = new Map();
    this.loading = true;
    this.refreshed = new Set();
    try {
      for (let offset = 0, total = 1; offset < total; offset += PAGE) {
        const page = await ask(`connectors?offset=${offset}&limit=${PAGE}`);
        page.connectors.forEach(each => byId.set(each.id, each));
        total = page.page.total;
        this.pages = Math.max(1, Math.ceil(total / PAGE));
        this.refused = page.refused;
        this.warnings = page.warnings;
        if (!this.loaded) {
          this.byId = byId;
          this.changed();
        }
      }
      this.byId = byId;
      this.loaded = true;
      this.failure = null;
      // what was read here may be older
      this.refreshed.forEach(id => this.touch(id));
    } catch (failure) {
      this.failure = failure;
      this.again = failure.status !== 401;
    }
    this.loading = false;
    if (this.again) {
      this.again = false;
      this.loadSoon();
    }
    this.changed();
  }

  /** @param shown ids of the rows that somebody sees, whose quality is looked at now and then */
  begin(shown) {
    this.shown = shown;
    this.glance = setInterval(() => shown().filter(id => this.byId.get(id)?.call).forEach(id => this.touch(id)), GLANCE_MILLIS);
  }

  end() {
    clearInterval(this.glance);
    clearTimeout(this.timer);
    this.timer = null;
  }

  take(name, event) {
    if (name === "connectors:changed" || name === "configurations:refused" || name === "events:lost") {
      this.loadSoon();
    } else if (event.connector) {
      this.touch(event.connector);
    }
  }

  loadSoon() {
    // many pages less often: the server bounds how much may be asked
    this.anew ??= setTimeout(() => {
      this.anew = null;
      this.load();
    }, this.failure ? GLANCE_MILLIS : PAUSE_MILLIS / 2 * this.pages);
  }

  touch(id) {
    this.dirty.add(id);
    this.timer ??= setTimeout(() => this.refresh(), this.dirty.size > 1 ? PAUSE_MILLIS : PAUSE_MILLIS / 4);
  }

  async refresh() {
    const ids = this.next();
    ids.forEach(id => this.dirty.delete(id));
    try {
      const page = await ask(`connectors?limit=${PAGE}&ids=${ids.map(encodeURIComponent).join(",")}`);
      page.connectors.forEach(each => this.byId.set(each.id, each));
      ids.forEach(id => this.refreshed.add(id));
      this.changed();
    } catch (failure) {
      ids.filter(() => failure.status !== 401).forEach(id => this.dirty.add(id));
      console.debug("connectors are not refreshed now", failure.message);
    }
    this.timer = this.dirty.size > 0 ? setTimeout(() => this.refresh(), PAUSE_MILLIS) : null;
  }

  /** As many as an address has room for. */
  next() {
    let length = 0;
    return [...this.dirty].slice(0, MOST_AT_ONCE).filter(id => (length += encodeURIComponent(id).length + 1) < MOST_LENGTH);
  }
}
