// Everything a connector does: its state machines, each with the present state.

import {h, Component} from "./preact.module.js";
import {ask, of} from "./api.js";
import {T} from "./texts.js";
import {CHARTS} from "./charts.js";
import {Chart} from "./chart.js";
import {failureNote} from "./parts.js";

const ROOMS = ["ROOM_PENDING_AUTH", "PURGATORY", "P2P_ROOM", "DIRECT_P2P_ROOM", "IN_ROOM", "PRESENTATION_CALL"];

function states(session, call, process) {
  return {
    connection: session.connection.state,
    call: call.status?.state,
    "incoming-call": session.incoming.state,
    presentation: session.presentation.state,
    "auto-connector": session.autoConnector.state,
    "call-reconnect": session.callReconnect.state,
    "conference-state": ROOMS.includes(session.call.phase) ? session.call.phase : "none",
    "connect-and-call": process?.phase,
  };
}

export class Session extends Component {
  componentDidMount() {
    this.load();
  }

  componentDidUpdate(before) {
    if (before.version !== this.props.version) {
      this.load();
    }
  }

  componentWillUnmount() {
    this.over = true;
  }

  async load() {
    try {
      const [session, call, process] = await Promise.all(["/session", "/call", "/connect-and-call"].map(each => ask(of(this.props.id, each))));
      if (!this.over) {
        this.setState({session, call, process, failure: null});
      }
    } catch (failure) {
      if (!this.over) {
        this.setState({failure});
      }
    }
  }

  render(_, {session, call, process, failure}) {
    const present = session && states(session, call, process);
    return h("section", null, h("h2", null, T.charts), failure && failureNote(failure),
      h("p", {class: "quiet"}, T.chartsHint),
      session && h("div", {class: "charts"}, Object.keys(present).map(name =>
        h(Chart, {key: name, name, drawing: CHARTS[name], present: present[name]}))),
      session && h("details", null, h("summary", null, T.details), h("pre", {tabindex: 0}, JSON.stringify(session, null, 2))));
  }
}
