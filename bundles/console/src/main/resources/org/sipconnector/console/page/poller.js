// Asks every few seconds for what a view shows.

/** Asks anew after each answer until it is stopped. Handlers: answered(value), failed(failure). */
export class Poller {
  constructor(load, everyMillis, handlers) {
    this.load = load;
    this.everyMillis = everyMillis;
    this.handlers = handlers;
  }

  /** Asks at once, and from then on. */
  async ask() {
    clearTimeout(this.timer);
    const number = this.asked = (this.asked || 0) + 1;
    try {
      const value = await this.load();
      this.latest(number) && this.handlers.answered(value);
    } catch (failure) {
      this.latest(number) && this.handlers.failed(failure);
    }
    if (this.latest(number) && this.everyMillis) {
      this.timer = setTimeout(() => this.ask(), this.everyMillis);
    }
  }

  /** What was asked for before is of no interest once it is asked anew. */
  latest(number) {
    return !this.stopped && number === this.asked;
  }

  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
  }
}
