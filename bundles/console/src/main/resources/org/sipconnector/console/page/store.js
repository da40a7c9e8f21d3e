// All connectors, kept as they are by the stream of events: what has changed is asked for once a second at most.

import {ask} from "./api.js";

const PAGE = 500;
const MOST_AT_ONCE = 200;
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
    this.loaded = false;
    this.failure = null;
    this.dirty = new Set();
    this.shown = () => [];
  }

  /** Reads all of them. */
  async load() {
    const byId = new Map();
    try {
      for (let offset = 0, total = 1; offset < total; offset += PAGE) {
        const page = await ask(`connectors?offset=${offset}&limit=${PAGE}`);
        page.connectors.forEach(each => byId.set(each.id, each));
        total = page.page.total;
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
    } catch (failure) {
      this.failure = failure;
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
    clearTimeout(this.anew);
    this.anew = setTimeout(() => this.load(), PAUSE_MILLIS / 2);
  }

  touch(id) {
    this.dirty.add(id);
    this.timer ??= setTimeout(() => this.refresh(), this.dirty.size > 1 ? PAUSE_MILLIS : PAUSE_MILLIS / 4);
  }

  async refresh() {
    const ids = [...this.dirty].slice(0, MOST_AT_ONCE);
    ids.forEach(id => this.dirty.delete(id));
    try {
      const page = await ask(`connectors?limit=${PAGE}&ids=${ids.map(encodeURIComponent).join(",")}`);
      page.connectors.forEach(each => this.byId.set(each.id, each));
      this.changed();
    } catch (failure) {
      // the next event or the next connection asks again
      console.debug("connectors are not refreshed now", failure.message);
    }
    this.timer = this.dirty.size > 0 ? setTimeout(() => this.refresh(), PAUSE_MILLIS) : null;
  }
}
