/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.media;

/** Names one peer connection; chosen by its owner, unique in the framework. */
public record PeerId(String value) {

    @Override
    public String toString() {
        return value;
    }
}
