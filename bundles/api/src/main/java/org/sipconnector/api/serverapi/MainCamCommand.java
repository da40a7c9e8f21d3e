/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.serverapi;

/** What the server wants of the camera, {@code x-webrtc-maincam}. */
public enum MainCamCommand {
    PAUSEMAINCAM, RESUMEMAINCAM, MAXMAINCAMRESOLUTION, ADMINSTARTMAINCAM, ADMINSTOPMAINCAM
}
