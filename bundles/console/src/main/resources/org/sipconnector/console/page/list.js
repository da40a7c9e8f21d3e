// Connectors, of which as many rows are drawn as can be seen.

import {h, Component} from "./preact.module.js";
import {T} from "./texts.js";
import {badge, foreign, failureNote} from "./parts.js";
import {bits, millis, percent, since} from "./format.js";

const WIDE = 44;
const NARROW = 68;
const SPARE = 6;
const STATES = ["all", "calls", "ringing", "trouble", "offline"];

export const address = id => `#/connectors/${encodeURIComponent(id)}`;

/** How a connector's status is coloured. */
export function level(connector) {
  if (connector.trouble) {
    return "bad";
  }
  if (connector.status.system.startsWith("call")) {
    return "busy";
  }
  return connector.status.connected ? "good" : connector.status.system === "connecting" ? "fair" : "idle";
}

export function quality(call) {
  const seen = call?.quality;
  return seen && badge({GOOD: "good", FAIR: "fair", POOR: "bad"}[seen.level], T.level[seen.level]);
}

function qualityText(call) {
  const seen = call?.quality;
  return seen ? `${T.lossShort} ${percent(seen.loss)}, ${T.roundTripShort} ${millis(seen.roundTrip)}, ${bits(seen.bitrate)}` : "";
}

function matches(connector, state, words) {
  const fits = {all: true, calls: Boolean(connector.call), ringing: connector.ringing.length > 0, trouble: Boolean(connector.trouble),
    offline: !connector.status.connected}[state];
  if (!fits || words.length === 0) {
    return fits;
  }
  const text = [connector.id, connector.account, connector.server.configured, connector.status.text, connector.call?.text, connector.trouble,
    ...connector.ringing].join(" ").toLowerCase();
  return words.every(word => text.includes(word));
}

export class ConnectorsPage extends Component {
  constructor() {
    super();
    this.state = {filter: "", state: "all", top: 0, height: 600, active: 0};
    this.narrow = matchMedia("(max-width: 48rem)");
    this.resized = () => this.setState({height: this.box?.clientHeight || 600});
  }

  componentDidMount() {
    document.title = `${T.connectors} – ${T.product}`;
    this.props.store.begin(() => this.visible?.map(each => each.id) || []);
    this.narrow.addEventListener("change", this.resized);
    addEventListener("resize", this.resized);
    this.resized();
  }

  componentWillUnmount() {
    this.props.store.end();
    this.narrow.removeEventListener("change", this.resized);
    removeEventListener("resize", this.resized);
  }

  componentDidUpdate() {
    if (this.focusActive) {
      this.focusActive = false;
      this.box.querySelector(`[aria-rowindex="${this.state.active + 2}"] a`)?.focus();
    }
  }

  move(event, count) {
    const steps = {ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -count, End: count};
    const step = steps[event.key];
    if (!step || event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    event.preventDefault();
    const active = Math.min(count - 1, Math.max(0, this.state.active + step));
    const row = this.rowHeight();
    const [from, to] = [active * row, (active + 1) * row];
    if (from < this.box.scrollTop) {
      this.box.scrollTop = from;
    } else if (to > this.box.scrollTop + this.box.clientHeight) {
      this.box.scrollTop = to - this.box.clientHeight;
    }
    this.focusActive = true;
    this.setState({active, top: this.box.scrollTop});
  }

  rowHeight() {
    return this.narrow.matches ? NARROW : WIDE;
  }

  render({store}, {filter, state, top, height, active}) {
    const {all, found, calls} = this.look(store, filter, state);
    const row = this.rowHeight();
    const first = Math.max(0, Math.min(Math.floor(top / row), found.length) - SPARE);
    this.visible = found.slice(first, first + Math.ceil(height / row) + 2 * SPARE);
    return h("section", {class: "fill"},
      h("h1", null, T.connectors),
      store.failure && failureNote(store.failure),
      store.refused.length > 0 && h("div", {class: "note bad"}, h("p", null, T.refusedConfigurations),
        h("ul", null, store.refused.slice(0, 20).map(each => h("li", null, foreign(each.source), ": ", foreign(each.reason))))),
      h("div", {class: "row filters", role: "search"},
        h("label", null, T.filter, h("input", {type: "search", value: filter, placeholder: T.filterHint,
          onInput: event => this.filtered({filter: event.target.value})})),
        h("label", null, T.show, h("select", {value: state, onChange: event => this.filtered({state: event.target.value})},
          STATES.map(each => h("option", {value: each, selected: each === state}, T.states[each])))),
        h("p", {class: "quiet", role: "status"}, T.counted(found.length, all.length, calls))),
      h("div", {class: "table", role: "table", "aria-label": T.connectors, "aria-rowcount": found.length + 1},
        h("div", {role: "rowgroup"}, h("div", {class: "line head", role: "row", "aria-rowindex": 1},
          T.columns.map(each => h("span", {role: "columnheader"}, each)))),
        h("div", {class: "scroll", role: "rowgroup", tabindex: 0, "aria-label": T.rows, ref: box => this.box = box,
          onScroll: event => this.setState({top: event.currentTarget.scrollTop}), onKeyDown: event => this.move(event, found.length)},
        h("div", {class: "spacer", role: "presentation", style: {height: `${found.length * row}px`}},
          this.visible.map((each, index) => this.row(each, first + index, row, active)))),
        store.loaded && found.length === 0 && h("p", {class: "quiet empty"}, all.length ? T.nothingFits : T.noConnectors)));
  }

  /** Looked up once for what there is: scrolling asks again and again. */
  look(store, filter, state) {
    const key = `${store.revision} ${state} ${filter}`;
    if (this.looked?.key !== key) {
      const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
      const all = [...store.byId.values()];
      this.looked = {key, all, calls: all.filter(each => each.call).length,
        found: all.filter(each => matches(each, state, words)).sort((one, other) => one.id < other.id ? -1 : 1)};
    }
    return this.looked;
  }

  filtered(change) {
    this.box.scrollTop = 0;
    this.setState({...change, top: 0, active: 0});
  }

  row(connector, index, height, active) {
    const {call, ringing, status} = connector;
    return h("div", {key: connector.id, class: "line", role: "row", "aria-rowindex": index + 2,
      style: {transform: `translateY(${index * height}px)`, height: `${height}px`}},
    h("span", {role: "cell"}, h("a", {href: address(connector.id), tabindex: index === active ? 0 : -1,
      onFocus: () => this.setState({active: index})}, foreign(connector.id))),
    h("span", {role: "cell"}, badge(level(connector), foreign(status.text))),
    h("span", {role: "cell", class: "wide"}, foreign(connector.server.inUse || connector.server.configured)),
    h("span", {role: "cell", title: connector.trouble || undefined}, ringing.length > 0
      ? [badge("busy", T.ringing), " ", foreign(ringing.join(", "))]
      : call ? foreign(call.text) : connector.trouble ? foreign(connector.trouble, {class: "quiet"}) : T.none),
    h("span", {role: "cell", title: qualityText(call)}, quality(call) || T.none,
      h("span", {class: "quiet wide"}, " ", qualityText(call))),
    h("span", {role: "cell", class: "wide"}, call?.since ? since(call.since) : T.none));
  }
}
