// Calls that are over.

import {h, Component} from "./preact.module.js";
import {ask, of} from "./api.js";
import {T} from "./texts.js";
import {failureNote, foreign} from "./parts.js";
import {clock, day, millis, percent} from "./format.js";

export class History extends Component {
  componentDidMount() {
    this.load();
  }

  componentDidUpdate(before) {
    if (before.version !== this.props.version) {
      this.load();
    }
  }

  async load() {
    try {
      this.setState({page: await ask(of(this.props.id, "/history?limit=100")), failure: null});
    } catch (failure) {
      this.setState({failure});
    }
  }

  render(_, {page, failure}) {
    return h("section", null, h("h2", null, T.views.history), failure && failureNote(failure),
      page?.calls.length === 0 && h("p", {class: "quiet"}, T.noEntries),
      page?.calls.length > 0 && h("div", {class: "wide-table", tabindex: 0, role: "region", "aria-label": T.views.history}, h("table", null,
        h("thead", null, h("tr", null, T.historyColumns.map(each => h("th", {scope: "col"}, each)))),
        h("tbody", null, page.calls.map(call => h("tr", {key: call.begun},
          h("td", null, day(call.begun)), h("td", null, `${call.incoming ? T.incoming : T.outgoing} `, foreign(call.number)),
          h("td", null, call.room ? foreign(call.room) : T.none),
          h("td", null, call.confirmed ? `${((Date.parse(call.confirmed) - Date.parse(call.begun)) / 1000).toFixed(1)} s` : T.none),
          h("td", null, call.confirmed ? clock((Date.parse(call.ended) - Date.parse(call.confirmed)) / 1000) : T.none),
          h("td", null, foreign(`${call.outcome.cause} ${call.outcome.status || ""} ${call.outcome.reason || ""}`)),
          h("td", null, percent(call.outcome.quality?.averageLoss)), h("td", null, millis(call.outcome.quality?.averageRoundTrip))))))));
  }
}
