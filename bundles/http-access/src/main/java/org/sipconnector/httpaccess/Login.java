/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.httpaccess;

import java.util.Set;

/**
 * What came of asking a realm.
 *
 * @param answer whether it knows who asks
 * @param roles  of who is known
 */
public record Login(Answer answer, Set<String> roles) {

    /** What a realm says; absent is one that the container does not have. */
    public enum Answer { KNOWN, UNKNOWN, ABSENT }

    static final Login UNKNOWN = new Login(Answer.UNKNOWN, Set.of());
    static final Login ABSENT = new Login(Answer.ABSENT, Set.of());

    /** Of somebody whom the realm knows. */
    public static Login known(Set<String> roles) {
        return new Login(Answer.KNOWN, Set.copyOf(roles));
    }

    /** Of somebody whom the realm does not know, or whose password is another. */
    public static Login unknown() {
        return UNKNOWN;
    }

    /** Of a realm that is not there. */
    public static Login absent() {
        return ABSENT;
    }
}
