// How the call's streams do, over the latest two minutes.

import {h, Component} from "./preact.module.js";
import {ask, of} from "./api.js";
import {Poller} from "./poller.js";
import {T} from "./texts.js";
import {failureNote, foreign} from "./parts.js";
import {bits, percent, seconds} from "./format.js";
import {Plot} from "./plot.js";

const EVERY_MILLIS = 2_000;
const AS_MILLIS = value => `${Math.round(value * 1000)} ms`;
const PLOTS = {
  bitrate: {least: 1e5, of: stream => stream.bitrate, format: bits},
  loss: {least: 0.05, of: stream => stream.loss, format: percent},
  jitter: {least: 0.01, of: stream => seconds(stream.jitter), format: AS_MILLIS},
  roundTrip: {least: 0.05, of: stream => seconds(stream.roundTrip), format: AS_MILLIS},
  framesPerSecond: {least: 10, of: stream => stream.framesPerSecond, format: value => `${Math.round(value)}/s`},
  height: {least: 100, of: stream => stream.size?.height, format: value => `${Math.round(value)} px`},
};

/** Streams of a reading by direction and kind. */
function streams(reading) {
  return ["receiving", "sending"].flatMap(way => Object.entries(reading[way]).map(([kind, stream]) => [`${way}.${kind}`, stream]));
}

function series(history, value) {
  const all = new Map();
  for (const reading of history) {
    for (const [name, stream] of streams(reading)) {
      const seen = value(stream);
      if (typeof seen === "number") {
        all.set(name, [...all.get(name) || [], [Date.parse(reading.at), seen]]);
      }
    }
  }
  return [...all].map(([name, points]) => ({name: T.streams[name] || name, class: name.replace(".", " "), points}));
}

export class Quality extends Component {
  componentDidMount() {
    this.poller = new Poller(() => ask(of(this.props.id, "/statistics")), EVERY_MILLIS, {
      answered: report => this.setState({report, failure: null}),
      failed: failure => this.setState({failure}),
    });
    this.poller.ask();
  }

  componentWillUnmount() {
    this.poller.stop();
  }

  render({connector}, {report, failure}) {
    const history = report?.history || [];
    const current = report?.current || history.at(-1);
    const end = history.length > 0 ? Date.parse(history.at(-1).at) : Date.now();
    return h("section", null, h("h2", null, T.views.quality), failure && failureNote(failure),
      report && !connector.call && h("p", {class: "note"}, T.noCall),
      report && connector.call && history.length < 5 && h("p", {class: "quiet"}, T.collecting),
      current && connector.call && this.table(current),
      h("div", {class: "plots"}, Object.entries(PLOTS).map(([name, plot]) => {
        const lines = series(history, plot.of);
        return lines.length > 0 && h(Plot, {key: name, title: T.plots[name], series: lines, format: plot.format, end, least: plot.least});
      })));
  }

  table(current) {
    const cells = ["bitrate", "loss", "jitter", "roundTrip", "framesPerSecond"];
    return h("div", {class: "wide-table", tabindex: 0, role: "region", "aria-label": T.stream}, h("table", {class: "figures"},
      h("thead", null, h("tr", null, [T.stream, ...cells.map(each => T.plots[each]), T.size, T.codec].map(each => h("th", {scope: "col"}, each)))),
      h("tbody", null, streams(current).map(([name, stream]) => h("tr", {key: name},
        h("th", {scope: "row"}, h("span", {class: `key ${name.replace(".", " ")}`, "aria-hidden": "true"}), " ", T.streams[name] || name),
        cells.map(each => {
          const value = PLOTS[each].of(stream);
          return h("td", null, typeof value === "number" ? PLOTS[each].format(value) : T.none);
        }),
        h("td", null, stream.size ? `${stream.size.width}×${stream.size.height}` : T.none),
        h("td", null, stream.codec ? foreign(stream.codec) : T.none))))));
  }
}
