/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.serverapi;

/** A device the server may ask to be turned on, {@code x-vinteo-media-type}. */
public enum MediaDevice {
    MICROPHONE(0), CAMERA(1);

    private final int code;

    MediaDevice(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
