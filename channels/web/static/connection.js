/** Says so while the device has no network. */

import { icon } from "./dom.js";
import { t } from "./texts.js";

/** Keeps a notice in step with the browser's own knowledge of the network. */
export function watchConnection(notice) {
  const show = () => {
    if (navigator.onLine) notice.replaceChildren();
    else notice.replaceChildren(icon("offline"), t("connection.offline"));
  };
  addEventListener("online", show);
  addEventListener("offline", show);
  show();
}
