// One connector: what it is at, what can be done, and its views.

import {h, Component} from "./preact.module.js";
import {ask, of} from "./api.js";
import {T} from "./texts.js";
import {badge, failureNote, foreign, tabs} from "./parts.js";
import {since} from "./format.js";
import {address, level, quality} from "./list.js";
import {Actions} from "./actions.js";
import {Picture} from "./picture.js";
import {Session} from "./session.js";
import {Quality} from "./quality.js";
import {EventLog} from "./events.js";
import {Messages} from "./messages.js";
import {Journal} from "./journal.js";
import {History} from "./history.js";

const VIEWS = {session: Session, quality: Quality, events: EventLog, messages: Messages, journal: Journal, history: History};
const SOON_MILLIS = 1_000;
const GLANCE_MILLIS = 5_000;
const MOST_EVENTS = 2_000;
const MOST_CHARACTERS = 2_000_000;
const LONGEST_EVENT = 20_000;
const QUIET = /^(stats:|main-stream-health:|video-balancer:)/;

export class ConnectorPage extends Component {
  constructor() {
    super();
    this.log = [];
    this.count = 0;
    this.characters = 0;
  }

  componentDidMount() {
    document.title = `${this.props.id} – ${T.product}`;
    this.load();
    this.unlisten = this.props.listen((name, event) => this.take(name, event));
    this.glance = setInterval(() => this.state.connector?.call && this.load(), GLANCE_MILLIS);
  }

  componentWillUnmount() {
    this.over = true;
    this.unlisten();
    clearTimeout(this.timer);
    clearInterval(this.glance);
  }

  take(name, event) {
    this.remember(name, event);
    if (!QUIET.test(name)) {
      this.timer ??= setTimeout(() => this.load(), SOON_MILLIS);
    }
    if (this.props.view === "events") {
      this.setState({});
    }
  }

  /** The page may be open for days: what it keeps is bounded by number and by size, and is text alone. */
  remember(name, {at, data}) {
    const whole = JSON.stringify(data ?? {});
    const text = whole.length <= LONGEST_EVENT ? whole : `${whole.slice(0, LONGEST_EVENT)} …`;
    this.log.push({number: ++this.count, name, at, text});
    this.characters += text.length;
    while (this.log.length > MOST_EVENTS || this.characters > MOST_CHARACTERS) {
      this.characters -= this.log.shift().text.length;
    }
  }

  async load() {
    clearTimeout(this.timer);
    this.timer = null;
    try {
      const connector = await ask(of(this.props.id));
      if (!this.over) {
        this.setState(before => ({connector, failure: null, version: (before.version || 0) + 1}));
      }
    } catch (failure) {
      if (!this.over) {
        this.setState({failure});
      }
    }
  }

  render({id, view, acts}, {connector, failure, version}) {
    const View = VIEWS[view] || Session;
    const views = Object.keys(VIEWS).map(name => [name, T.views[name], `${address(id)}/${name}`]);
    return h("section", null,
      h("h1", null, foreign(id), " ", connector && badge(level(connector), foreign(connector.status.text))),
      failure && (failure.status === 404 ? h("p", {class: "note bad", role: "alert"}, T.noConnector) : failureNote(failure)),
      connector && this.summary(connector),
      connector && h(Actions, {connector, acts, onDone: state => this.setState({connector: state})}),
      acts && connector?.call?.established && h(Picture, {id}),
      tabs(id, views, VIEWS[view] ? view : "session"),
      connector && h(View, {id, connector, version, acts, log: this.log, onClear: () => {
        this.log = [];
        this.characters = 0;
        this.setState({});
      }}));
  }

  summary({account, server, status, call, ringing, trouble}) {
    const facts = [
      [T.account, foreign(account)],
      [T.server, foreign(`${server.inUse || server.configured} ${server.transport}`)],
      [T.registered, status.registered ? T.yes : T.no],
      status.drained && [T.drained, T.yes],
      call && [T.call, [foreign(call.text), " ", quality(call)]],
      call?.since && [T.since, since(call.since)],
      call?.muted.length > 0 && [T.muted, call.muted.join(", ").toLowerCase()],
      ringing.length > 0 && [T.ringing, foreign(ringing.join(", "))],
      trouble && [T.trouble, foreign(trouble)],
    ];
    return h("dl", {class: "facts"}, facts.filter(Boolean).map(([name, value]) => h("div", null, h("dt", null, name), h("dd", null, value))));
  }
}
