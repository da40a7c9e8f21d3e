/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.source;

/** A source that runs code or reads files which may fail while it is sent. */
public interface Fallible {

    /** Where to hear of it. */
    SourceFailures complaints();
}
