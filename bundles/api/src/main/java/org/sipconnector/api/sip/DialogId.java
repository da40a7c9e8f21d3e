/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.sip;

/**
 * Names one INVITE session from its first request to its end. Outgoing ones are named by their owner, incoming ones by
 * the foundation; it is not the SIP dialog id, since tags are not known at the start.
 */
public record DialogId(String value) {

    @Override
    public String toString() {
        return value;
    }
}
