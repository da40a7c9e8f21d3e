// The page as a whole: who is signed in, which page is shown, and whether the server is heard.

import {h, render, Component} from "./preact.module.js";
import {ask, Live, onSignedOut, signOut, who} from "./api.js";
import {T} from "./texts.js";
import {SignIn} from "./sign-in.js";
import {Store} from "./store.js";
import {ConnectorsPage} from "./list.js";
import {ConnectorPage} from "./connector.js";
import {UpdatesPage} from "./updates.js";
import {HealthPage} from "./health.js";
import {ClusterPage} from "./cluster.js";
import {SimulatorPage} from "./simulator.js";
import {foreign} from "./parts.js";

const PAGES = [["connectors", T.connectors], ["updates", T.updates], ["health", T.health], ["cluster", T.cluster]];
const RANKS = ["viewer", "manager", "admin"];
const BACK_MILLIS = 4_000;
/** What changes a row of the list, and nothing that comes every second. */
const ALL = "names=session:*,connector:*,connectors:changed,configurations:refused,updates:done,connection:*,incoming-call:*,call:muted,call:unmuted";

function route() {
  const [page = "connectors", id, view] = location.hash.replace(/^#\/?/, "").split("/").map(part => {
    try {
      return decodeURIComponent(part);
    } catch {
      return "";
    }
  });
  return {page: page || "connectors", id, view};
}

class App extends Component {
  constructor() {
    super();
    this.state = {user: null, asked: false, ended: false, lost: false, back: false, route: route()};
    this.store = new Store(() => this.draw());
    this.heard = new Set();
    onSignedOut(() => this.out(true));
    addEventListener("hashchange", () => this.go());
  }

  async componentDidMount() {
    try {
      this.in(await who());
    } catch (failure) {
      this.setState({asked: true, failure: failure.status === 401 ? null : failure});
    }
  }

  /** Many changes at once are drawn once. */
  draw() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      this.setState({});
    });
  }

  in(user) {
    this.setState({user, asked: true, ended: false, failure: null, lost: false});
    this.hear(this.state.route);
    this.lookForSimulator();
  }

  /** Its page is there for demos and tests alone. */
  async lookForSimulator() {
    try {
      await ask("simulator");
      this.setState({simulator: true});
    } catch (none) {
      console.debug("there is no simulator here", none.message);
    }
  }

  out(ended) {
    this.live?.close();
    this.live = null;
    this.store = new Store(() => this.draw());
    this.setState(before => ({user: null, asked: true, ended: ended && Boolean(before.user || before.ended), lost: false}));
  }

  go() {
    const next = route();
    const before = this.state.route;
    this.setState({route: next});
    if (this.state.user && (next.page !== before.page || next.id !== before.id)) {
      this.hear(next);
      document.getElementById("content")?.focus();
    }
  }

  /** One stream for what the page shows: of one connector everything, else what lists show. */
  hear({page, id}) {
    this.live?.close();
    const one = page === "connectors" && id;
    if (page === "connectors" && !id) {
      this.store.load();
    }
    const live = new Live(one ? `connector=${encodeURIComponent(id)}` : ALL, {
      begun: anew => live === this.live && this.begun(anew),
      lost: () => live === this.live && this.setState({lost: true, back: false}),
      event: (name, event) => live === this.live && this.take(name, event),
    });
    this.live = live;
  }

  begun(anew) {
    if (this.state.lost) {
      this.setState({lost: false, back: true});
      setTimeout(() => this.setState({back: false}), BACK_MILLIS);
    }
    if (anew) {
      this.store.loadSoon();
      this.heard.forEach(listener => listener("events:back", {}));
    }
  }

  take(name, event) {
    if (name === "events:loggedOut") {
      this.out(true);
      return;
    }
    this.store.take(name, event);
    this.heard.forEach(listener => listener(name, event));
  }

  /** Calls the listener with each event until the function that it gives is called. */
  listen(listener) {
    this.heard.add(listener);
    return () => this.heard.delete(listener);
  }

  render(_, {user, asked, ended, failure}) {
    if (!asked) {
      return h("p", {class: "quiet pad", role: "status"}, T.loading);
    }
    return user ? this.shell() : h(SignIn, {ended, failure, onSignedIn: known => this.in(known)});
  }

  shell() {
    const {user, lost, back, staying, simulator, route: at} = this.state;
    const pages = simulator ? [...PAGES, ["simulator", T.simulator]] : PAGES;
    return h("div", {class: "shell"},
      h("a", {class: "skip", href: "#content", onClick: event => {
        event.preventDefault();
        document.getElementById("content").focus();
      }}, T.skip),
      h("header", null,
        h("span", {class: "brand"}, T.product),
        h("nav", {"aria-label": T.pages}, pages.map(([page, text]) =>
          h("a", {href: `#/${page}`, "aria-current": page === at.page ? "page" : undefined}, text))),
        h("span", {class: "who"}, foreign(user.user), " ", h("span", {class: "quiet"}, T.signedInAs(user.role))),
        h("button", {onClick: () => this.signOut()}, T.signOut)),
      h("div", {role: "status", class: "banners"},
        staying && h("p", {class: "banner lost"}, T.stillSignedIn(staying)),
        lost && h("p", {class: "banner lost"}, T.connectionLost),
        back && h("p", {class: "banner back"}, T.connectionBack)),
      h("main", {id: "content", tabindex: -1}, this.content()));
  }

  /** Who is not known to be signed out stays signed in, and sees that. */
  async signOut() {
    try {
      await signOut();
    } catch (failure) {
      if (failure.status !== 401) {
        this.setState({staying: failure.message});
        return;
      }
    }
    this.setState({staying: null});
    this.out(false);
  }

  content() {
    const {user, route: at} = this.state;
    const rank = RANKS.indexOf(user.role);
    const common = {listen: listener => this.listen(listener), acts: rank >= 1, rules: rank >= 2};
    switch (at.page) {
      case "updates":
        return h(UpdatesPage, common);
      case "health":
        return h(HealthPage, common);
      case "cluster":
        return h(ClusterPage, common);
      case "simulator":
        return h(SimulatorPage, common);
      default:
        return at.id
          ? h(ConnectorPage, {...common, key: at.id, id: at.id, view: at.view || "session"})
          : h(ConnectorsPage, {store: this.store});
    }
  }
}

render(h(App), document.getElementById("page"));
