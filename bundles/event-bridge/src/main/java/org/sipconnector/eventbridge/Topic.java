/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.eventbridge;

/** Where an event is posted. A topic knows letters, digits, dash and underscore between slashes only. */
final class Topic {

    private static final String ROOT = "org/sipconnector/";
    private static final String NO_FAMILY = "connector/";

    private Topic() {}

    static String of(String eventName) {
        String path = eventName.replace(':', '/').replaceAll("[^A-Za-z0-9/_-]", "_");
        return ROOT + (path.indexOf('/') < 0 ? NO_FAMILY : "") + path;
    }
}
