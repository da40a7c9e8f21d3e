/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.media;

/**
 * Whether the media engine works.
 *
 * @param state  its state
 * @param reason what is wrong and the command that mends it; empty when ready
 */
public record MediaHealth(State state, String reason) {

    public enum State {
        STARTING, READY, UNAVAILABLE
    }
}
