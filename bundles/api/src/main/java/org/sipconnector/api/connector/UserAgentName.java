/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.connector;

/** The name by which conference servers of the Vinteo family know what a client can do, for the User-Agent header. */
public final class UserAgentName {

    private UserAgentName() {}

    /**
     * Such as {@code ChromeNew - libwebrtc 114, Room System 17}.
     *
     * @param platform what makes the media, with its version; may be empty
     * @param app      the application; characters the server cannot have in a name become underscores
     * @param version  the application's
     */
    public static String of(String platform, String app, String version) {
        String name = app.replaceAll("[@*!|]", "_") + " " + version;
        return "ChromeNew - " + (platform.isBlank() ? name : platform + ", " + name);
    }
}
