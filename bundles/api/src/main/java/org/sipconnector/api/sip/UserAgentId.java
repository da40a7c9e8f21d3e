/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.sip;

/** Names one SIP user agent; chosen by its owner, unique in the framework. */
public record UserAgentId(String value) {

    @Override
    public String toString() {
        return value;
    }
}
