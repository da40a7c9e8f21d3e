/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.metricsservlet;

import java.util.List;

/** Those whom the container knows. */
@FunctionalInterface
interface Realm {

    /** What came of a login; absent is a realm that the container does not have. */
    enum Answer { ADMITTED, UNKNOWN, WITHOUT_ROLE, ABSENT }

    /** @param roles one of them is enough */
    Answer login(String realm, String user, char[] password, List<String> roles);
}
