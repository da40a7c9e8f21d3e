/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes sources that hold something, such as a file. */
final class SourceClosing {

    private static final Logger LOG = LoggerFactory.getLogger(SourceClosing.class);

    private SourceClosing() {}

    static void close(Object source) {
        if (source instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception failure) {
                LOG.debug("Closing a source failed: {}", failure.toString());
            }
        }
    }
}
