// A picture of the video that the call receives, taken when somebody asks.

import {h, Component} from "./preact.module.js";
import {blob, of} from "./api.js";
import {T} from "./texts.js";
import {failureNote} from "./parts.js";
import {time} from "./format.js";

export class Picture extends Component {
  componentWillUnmount() {
    this.over = true;
    this.state.picture?.close();
  }

  async take() {
    if (this.state.busy) {
      return;
    }
    this.setState({busy: true, failure: null});
    try {
      const picture = await createImageBitmap(await blob(of(this.props.id, "/picture")));
      if (this.over) {
        picture.close();
        return;
      }
      this.state.picture?.close();
      this.setState({busy: false, picture, at: Date.now()});
    } catch (failure) {
      this.setState({busy: false, failure});
    }
  }

  render(_, {busy, picture, at, failure}) {
    return h("div", {class: "picture"},
      h("button", {type: "button", "aria-disabled": busy ? "true" : undefined, onClick: () => this.take()},
        picture ? T.anotherPicture : T.showPicture),
      h("span", {role: "status", class: "quiet"}, busy ? T.loading : ""),
      failure && failureNote(failure),
      // a canvas and no address of the picture: none is kept anywhere else
      picture && h("figure", null,
        h("canvas", {width: picture.width, height: picture.height, role: "img", "aria-label": T.pictureAt(time(at)),
          ref: canvas => canvas?.getContext("2d").drawImage(picture, 0, 0)}),
        h("figcaption", {class: "quiet small"}, T.pictureAt(time(at)))));
  }
}
