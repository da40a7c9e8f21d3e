/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.cluster;

/** Where things are kept at the engine. */
final class Places {

    /** Each node that has ever taken part; written all the time, so that its time of change tells when it was heard of last. */
    static final String NODES = "nodes";
    /** Nodes at work: gone with their sessions. */
    static final String MEMBERS = "members";
    /** What each node is configured for: gone with its session. */
    static final String CONFIGURED = "configured";
    /** What each node is to have. */
    static final String ASSIGNMENTS = "assignments";
    /** Who has a connector: gone with the session. */
    static final String OWNERS = "owners";
    /** Who had a connector last; its version counts owners, and guards what is kept. */
    static final String EPOCHS = "epochs";
    /** What is kept of a connector, sealed. */
    static final String CONNECTORS = "connectors";
    /** What operators want. */
    static final String WISHES = "wishes";
    /** Which nodes have been given their share. */
    static final String BALANCED = "balanced";

    /** A fingerprint by the key that all nodes share. */
    static final String KEY = "key";

    private Places() {}

    static String of(String folder, String name) {
        return folder + '/' + name;
    }
}
