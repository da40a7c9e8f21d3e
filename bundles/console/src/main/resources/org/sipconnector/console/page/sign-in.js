// Signing in with an account of the container's realm.

import {h, Component} from "./preact.module.js";
import {signIn} from "./api.js";
import {T} from "./texts.js";

export class SignIn extends Component {
  componentDidMount() {
    document.title = `${T.signIn} – ${T.product}`;
    this.first?.focus();
  }

  async submit(event) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    this.setState({busy: true, problem: null});
    try {
      this.props.onSignedIn(await signIn(form.get("user"), form.get("password")));
    } catch (failure) {
      this.setState({busy: false, problem: failure.status === 401 ? T.wrongPassword : failure.status ? failure.message : T.notReached});
      this.first?.focus();
    }
  }

  render({ended, failure}, {busy, problem}) {
    const shown = problem || (failure && (failure.status ? failure.message : T.notReached));
    return h("main", {class: "sign-in"},
      h("form", {onSubmit: event => this.submit(event), class: "card"},
        h("h1", null, T.product),
        ended && h("p", {class: "note fair", role: "status"}, T.sessionEnded),
        h("p", {class: "quiet"}, T.signInHint),
        h("label", null, T.user, h("input", {name: "user", autocomplete: "username", required: true, ref: input => this.first = input})),
        h("label", null, T.password, h("input", {name: "password", type: "password", autocomplete: "current-password", required: true})),
        shown && h("p", {class: "note bad", role: "alert"}, shown),
        h("button", {class: "primary", disabled: busy}, T.signIn)));
  }
}
