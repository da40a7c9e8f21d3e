// Rooms of the conference simulator, where there is one.

import {h, Component} from "./preact.module.js";
import {ask, post} from "./api.js";
import {T} from "./texts.js";
import {badge, Confirmation, failureNote, foreign, Polling} from "./parts.js";

const EVERY_MILLIS = 2_000;

export class SimulatorPage extends Component {
  componentDidMount() {
    document.title = `${T.simulator} – ${T.product}`;
  }

  async act(text, path, json, again) {
    this.setState({asking: null, failure: null});
    try {
      await post(`simulator/${path}`, json);
      this.setState({outcome: T.done(text)});
    } catch (failure) {
      this.setState({failure});
    }
    again();
  }

  render({acts}, {asking, failure, outcome}) {
    return h("section", null, h("h1", null, T.simulator),
      h("p", {class: "quiet"}, T.simulatorHint), !acts && h("p", {class: "note"}, T.viewerOnly),
      asking && h(Confirmation, {...asking, onNo: () => this.setState({asking: null})}),
      failure && failureNote(failure), h("p", {role: "status", class: "quiet outcome"}, outcome),
      h(Polling, {everyMillis: EVERY_MILLIS, load: () => ask("simulator"), show: ({rooms}, again) => rooms.length === 0
        ? h("p", {class: "quiet"}, T.noRooms) : rooms.map(room => this.room(room, again))}));
  }

  room(room, again) {
    const name = room.waiting ? T.waitingRoom : T.room(room.name);
    return h("section", {key: room.name, class: "room"},
      h("h2", {class: "row"}, foreign(name), this.props.acts && h("button", {type: "button", class: "danger", "aria-label": T.endRoom(name),
        onClick: () => this.setState({asking: {question: T.sureToEnd(name), yes: T.end,
          onYes: () => this.act(T.endRoom(name), `rooms/${encodeURIComponent(room.name)}/end`, undefined, again)}})}, T.end)),
      h("div", {class: "wide-table", tabindex: 0, role: "region", "aria-label": name}, h("table", null,
        h("thead", null, h("tr", null, T.participantColumns.map(each => h("th", {scope: "col"}, each)))),
        h("tbody", null, room.participants.map(each => h("tr", {key: each.id},
          h("th", {scope: "row"}, foreign(each.user)), h("td", null, each.role),
          h("td", null, badge(each.connected ? "good" : "idle", each.connected ? T.flows : T.flowsNot), " ",
            !each.sound && badge("fair", T.soundOff), " ", each.presenting && badge("busy", T.presents)),
          h("td", null, this.props.acts ? this.actions(room, each, again) : T.none)))))));
  }

  actions(room, each, again) {
    const path = `participants/${encodeURIComponent(each.id)}`;
    return h("form", {class: "row", onSubmit: event => {
      event.preventDefault();
      const to = new FormData(event.currentTarget).get("room").trim();
      if (to) {
        this.act(room.waiting ? T.letIn : T.move, `${path}/move`, {room: to}, again);
      }
    }},
    h("button", {type: "button", onClick: () => this.act(each.sound ? T.mute.audio : T.unmute.audio, `${path}/${each.sound ? "mute" : "unmute"}`,
      undefined, again)}, each.sound ? T.mute.audio : T.unmute.audio),
    h("input", {name: "room", size: 8, "aria-label": T.roomFor(each.user), placeholder: T.roomHintShort}),
    h("button", null, room.waiting ? T.letIn : T.move));
  }
}
