/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.metricsservlet;

import java.util.List;

/** Those whom the container knows. */
@FunctionalInterface
interface Realm {

    /** What came of a login. */
    enum Answer { ADMITTED, UNKNOWN, WITHOUT_ROLE }

    /** @param roles one of them is enough */
    Answer login(String realm, String user, char[] password, List<String> roles);
}
