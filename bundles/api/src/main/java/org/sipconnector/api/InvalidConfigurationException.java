/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api;

/** A configuration was refused; nothing changed. The message names the key and, unless secret, the bad value. */
public final class InvalidConfigurationException extends SipConnectorException {

    private final String key;

    public InvalidConfigurationException(String key, String problem) {
        super(key + ": " + problem);
        this.key = key;
    }

    /** The configuration key at fault. */
    public String key() {
        return key;
    }
}
