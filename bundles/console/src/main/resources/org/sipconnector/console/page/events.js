// What a connector tells, as it tells it.

import {h, Component} from "./preact.module.js";
import {T} from "./texts.js";
import {foreign} from "./parts.js";
import {exactTime} from "./format.js";

const MOST = 300;
const LONGEST = 160;
const STATISTICS = /^(stats|main-stream-health|video-balancer):/;

/** As people read it; what was cut off is no JSON any more. */
function indented(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

export class EventLog extends Component {
  constructor() {
    super();
    this.state = {words: "", family: "", statistics: false, paused: null};
  }

  render({log, onClear}, {words, family, statistics, paused}) {
    const all = paused || log;
    const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
    const families = [...new Set(all.map(each => each.name.split(":")[0]))].sort();
    const fitting = all.filter(each => (statistics || !STATISTICS.test(each.name)) && (!family || each.name.startsWith(`${family}:`))
        && wanted.every(word => each.name.toLowerCase().includes(word) || each.text.toLowerCase().includes(word)));
    const shown = fitting.slice(-MOST).reverse();
    return h("section", null, h("h2", null, T.views.events),
      h("div", {class: "row filters", role: "search"},
        h("label", null, T.eventFilter, h("input", {type: "search", value: words, onInput: event => this.setState({words: event.target.value})})),
        h("label", null, T.families, h("select", {onChange: event => this.setState({family: event.target.value})},
          ["", ...families].map(each => h("option", {value: each, selected: each === family}, each || T.states.all)))),
        h("label", {class: "check"}, h("input", {type: "checkbox", checked: statistics,
          onChange: event => this.setState({statistics: event.target.checked})}), T.statistics),
        h("button", {type: "button", "aria-pressed": paused ? "true" : "false", onClick: () => this.setState({paused: paused ? null : [...log]})},
          paused ? T.goOn : T.pause),
        h("button", {type: "button", onClick: onClear}, T.clear),
        h("span", {class: "quiet"}, T.shownEvents(shown.length, all.length))),
      all.length === 0 && h("p", {class: "quiet", role: "status"}, T.waitingForEvents),
      shown.length > 0 && h("div", {class: "wide-table tall", tabindex: 0, role: "region", "aria-label": T.views.events}, h("table", null,
        h("thead", null, h("tr", null, T.eventColumns.map(each => h("th", {scope: "col"}, each)))),
        h("tbody", null, shown.map(each => h("tr", {key: each.number},
          h("td", {class: "mono"}, each.at ? exactTime(each.at) : T.none), h("td", {class: "mono"}, foreign(each.name)),
          h("td", null, each.name === "events:back" || each.name === "events:lost" ? T.missedEvents : this.text(each))))))));
  }

  text(each) {
    return each.text.length <= LONGEST
      ? h("code", null, foreign(each.text))
      : h("details", null, h("summary", null, h("code", null, foreign(`${each.text.slice(0, LONGEST)} …`))),
        h("pre", null, foreign(indented(each.text))));
  }
}
