/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.peers;

import org.junit.jupiter.api.Assumptions;

/** Programs of the machine; a test without one that it needs is skipped and says so. */
final class Programs {

    private Programs() {}

    /** @param packages those of Debian that bring it */
    static void need(String program, String packages) {
        Assumptions.assumeTrue(Kamailio.installed(program), () -> "skipped: " + program + " is not installed (apt-get install " + packages + ")");
    }

    static Kamailio kamailio() throws Exception {
        need("kamailio", "kamailio kamailio-websocket-modules kamailio-tls-modules");
        return Kamailio.start();
    }
}
